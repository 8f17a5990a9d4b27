/** A page of a list, from 1; one that is not there is the nearest that is. */
export function pageOf(total: number, wanted: number, perPage: number): { page: number; pages: number; from: number } {
  const pages = Math.max(1, Math.ceil(total / perPage));
  const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages);
  return { page, pages, from: (page - 1) * perPage };
}
