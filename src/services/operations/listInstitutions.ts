import type { Store } from '../../store/open';

/**
 * Institutions that were written down before operations had lists of their own take part in those that were there. Safe to repeat.
 * @throws StoreAway
 */
export async function listInstitutions(store: Store): Promise<void> {
  if (await store.institutions.areListed()) return; // who takes part in nothing does so on purpose
  const unlisted = await store.institutions.all();
  const campaigns = (await store.campaigns.all()).filter(({ state }) => state !== 'draft');
  for (const { id, levels } of campaigns)
    await store.institutions.takePart(
      id,
      unlisted.filter(({ kind }) => levels.includes(kind)).map(({ uai }) => uai),
    );
}
