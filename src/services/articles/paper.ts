/** What a family's paper says. */
import type { Campaign } from '../../domain/campaign';
import { UnknownNomination } from '../../domain/errors';
import type { Institution } from '../../domain/institution';
import type { Pupil } from '../../domain/pupil';
import type { Unit } from '../../store/unit';
import { type Actor, authoriseFor } from '../authorise';
import type { ServiceContext } from '../context';
import { stockOf } from './stock';

export interface Paper {
  campaign: Campaign;
  institution: Institution;
  pupil: Pupil;
  unit: Pick<Unit, 'serial' | 'handed'>;
}

/** Of all who are to be given something, by name. @throws NotAllowed, NoCampaign, StoreAway */
export async function findPapers(context: ServiceContext, actor: Actor): Promise<Paper[]> {
  const { directory } = context;
  const campaign = await directory.campaign(actor);
  const papers: Paper[] = [];
  for (const { nomination, unit } of (await stockOf(context, actor)).toHand) {
    const place = nomination.school ?? nomination.institution;
    const institution = (await directory.institution(place)) ?? (await directory.institution(nomination.institution));
    if (institution) papers.push({ campaign, institution, pupil: nomination.pupil, unit });
  }
  return papers;
}

/** Of one of the actor's own pupils; before it is handed over as well. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function findPaper({ store, directory }: ServiceContext, actor: Actor, id: string): Promise<Paper> {
  const campaign = await directory.campaign(actor);
  const nomination = await store.nominations.require({ campaign: campaign.id, _id: id });
  authoriseFor(actor, 'handOver', nomination);
  const place = nomination.school ?? nomination.institution;
  const institution = (await directory.institution(place)) ?? (await directory.institution(nomination.institution));
  const unit = await store.units.find({ campaign: campaign.id, nomination: id });
  if (!institution || !unit) throw new UnknownNomination();
  return { campaign, institution, pupil: nomination.pupil, unit };
}
