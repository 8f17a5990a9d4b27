import type { Store } from '../../store/open';

/**
 * Institutions that were written down before operations had lists of their own take part in those that were there. Safe to repeat.
 * @throws StoreAway
 */
export async function listInstitutions(store: Store): Promise<void> {
  if (!(await store.institutions.areUnlisted())) return;
  const unlisted = (await store.institutions.all()).filter(({ campaigns, kind }) => !campaigns && kind !== 'ecole');
  const campaigns = (await store.campaigns.all()).filter(({ state }) => state !== 'draft');
  for (const { id, levels } of campaigns)
    await store.institutions.takePart(
      id,
      unlisted.filter(({ kind }) => levels.includes(kind)).map(({ uai }) => uai),
    );
}
