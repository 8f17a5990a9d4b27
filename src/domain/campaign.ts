/** What a pupil can be given. */
export const KINDS = ['sim'] as const;
export type Kind = (typeof KINDS)[number];

/** One distribution (opération). */
export interface Campaign {
  id: string;
  name: string;
  kind: Kind;
  /** Days after the closing during which pupils' data are kept. */
  retentionDays: number;
  /** What people are told who ask when the articles arrive; absent while nothing is known. */
  delivery?: string;
}
