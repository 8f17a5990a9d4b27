/** Articles that an institution uses itself, for its classes: lent to it, and no pupil's. */
import { markOf } from '../../domain/movement';
import type { PlainDate } from '../../domain/plainDate';
import type { Uai } from '../../domain/uai';
import { actorNow } from '../actorNow';
import { type Actor, authorise } from '../authorise';
import type { ServiceContext } from '../context';
import { carry } from '../journal/carry';
import { requireHanding } from './handOver';

export interface LendRequest {
  /** Of the form: sent again, it lends no more. */
  form: string;
  institution: Uai;
  count: number;
  dueOn?: PlainDate;
}

/** @returns how many are lent by this form: no more than were free. @throws NotAllowed, NoCampaign, CampaignNotOpened, CampaignArchived, StoreAway */
export async function lend(
  context: ServiceContext,
  asking: Actor,
  { form, institution, count, dueOn }: LendRequest,
): Promise<number> {
  const actor = await actorNow(context, asking);
  const { store } = context;
  const { id: campaign } = requireHanding(await context.directory.campaignNow(actor));
  const stamp = { ...authorise(actor, 'handOver', institution), at: context.now() };
  const { at } = stamp;
  const handed = { at, by: actor.id, proof: 'signature', language: 'fr', ...(dueOn && { dueOn }) } as const;
  const there = await store.units.inState(campaign, [institution], ['free', 'lent']); // no more can be lent
  const marks = Array.from({ length: Math.min(count, there.length) }, (_, i) => markOf(form, 0, i + 1));
  for (;;) {
    const done = await store.units.marked(campaign, marks);
    const left = marks.filter((mark) => !done.has(mark));
    const free = left.length ? await store.units.inState(campaign, [institution], ['free']) : [];
    if (!free.length) {
      await carry(store);
      return done.size;
    }
    for (const [i, { _id }] of free.slice(0, left.length).entries()) {
      const line = {
        _id: `${_id}/lent/${form}`,
        what: 'unitLent',
        campaign,
        institution,
        unit: _id,
        ...stamp,
      } as const;
      await store.units.act('lend', { campaign, _id }, line, { set: { handed }, mark: left[i]! });
    }
  }
}
