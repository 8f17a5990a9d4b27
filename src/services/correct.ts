import { actorNow } from './actorNow';
import { type Actor, authorise, type By, may } from './authorise';
import { claimsOf } from './claims';
import { requireRunning } from './operations/requireOpen';
import type { ServiceContext } from './context';
import { lineOf } from './journal/lines';
import { findMine } from './listPupils';
import { nearAmong, type NearPupils } from './nearPupils';
import type { Need, ToldHow } from '../domain/need';
import type { PlainDate } from '../domain/plainDate';
import type { Pupil } from '../domain/pupil';
import type { Uai } from '../domain/uai';
import type { Amended, Nomination } from '../store/nomination';

export interface CorrectionRequest {
  /** Of the form: sent again, it corrects nothing more. */
  form: string;
  nomination: string;
  pupil: Pupil;
  school?: Uai;
  need: Need;
  told: { on: PlainDate; how: ToldHow };
  /** How many corrections it had when the form was opened. */
  acts: number;
  /** The token of the near pupils whom the person was told of, and says that this is another. */
  distinct?: string;
}

/** One that was done: the nomination as it stands, and the lines that changed. */
export interface Correction {
  nomination: Nomination;
  lines: readonly Amended[];
}

export type Corrected =
  | ({ outcome: 'corrected' } & Correction)
  /** It says already what was asked. */
  | { outcome: 'unchanged' }
  | { outcome: 'duplicate'; institution: Uai | null }
  | { outcome: 'near'; near: NearPupils }
  /** It was withdrawn meanwhile. */
  | { outcome: 'withdrawn' }
  /** Somebody else corrected it since the form was opened: what stands now is to be seen before anything is changed. */
  | { outcome: 'overtaken'; nomination: Nomination };

/**
 * Corrects what is recorded of a pupil; the rank and the unit stay. The pupil's key follows the name and the birth date.
 * Safe to repeat with the same form.
 * @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway
 */
export async function correct(context: ServiceContext, asking: Actor, request: CorrectionRequest): Promise<Corrected> {
  const actor = await actorNow(context, asking);
  const { nominations } = context.store;
  const operation = await context.directory.campaignNow(actor);
  const { id: campaign, perPupil } = operation;
  const before = await nominations.require({ campaign, _id: request.nomination });
  const by = authoriseCorrection(actor, before.institution);
  if (!may(actor, 'answerRights')) requireRunning(operation, context.now());
  const { kind, institution } = before;
  const earlier = before.acts?.find(({ form }) => form === request.form);
  if (earlier) return { outcome: 'corrected', nomination: before, lines: earlier.lines };
  if (before.state === 'withdrawn') return { outcome: 'withdrawn' };
  const known = request.acts;
  if ((before.acts?.length ?? 0) !== known) return { outcome: 'overtaken', nomination: before };
  const { pupil, school, need, told, distinct, form } = request;
  const lines = linesChanged(before, request);
  if (!lines.length) return { outcome: 'unchanged' };
  const claims = claimsOf(context, pupil);
  const [claim] = claims;
  if (perPupil === 'one' && !claims.includes(before.claim!)) {
    const { born } = await nominations.before({ campaign, kind, institution }, pupil.birthDate);
    const near = nearAmong(actor, born, pupil, before._id, claims);
    if (near && near.token !== distinct) return { outcome: 'near', near };
  }
  const act = { form, lines, by: actor.id, at: context.now() };
  const line = lineOf(
    'corrected',
    before,
    { ...by, at: act.at },
    { _id: `${before._id}/corrected/${form}`, fields: lines },
  );
  const amended = await nominations.amend(
    before,
    { pupil, ...(school && { school }), ...(perPupil === 'one' && { claim }), need, told },
    act,
    known,
    line,
  );
  if (amended === 'gone') return { outcome: 'withdrawn' };
  if (amended === 'overtaken') return correct(context, actor, request); // by whom is read anew
  if (amended === 'amended') return { outcome: 'corrected', nomination: await nominations.require(before), lines };
  const other = await nominations.claimant(campaign, kind, claim);
  const isOwn = other !== null && may(actor, 'seePupils', other.institution);
  return { outcome: 'duplicate', institution: isOwn ? other.institution : null };
}

/** Of one's own institution; or to answer a family. @throws NotAllowed */
const authoriseCorrection = (actor: Actor, institution: Uai): By =>
  may(actor, 'answerRights') ? authorise(actor, 'answerRights') : authorise(actor, 'nominate', institution);

/** One that the actor may correct. @throws NotAllowed, UnknownNomination, NoCampaign, StoreAway */
export async function findCorrectable(context: ServiceContext, actor: Actor, id: string): Promise<Nomination> {
  const { id: campaign } = await context.directory.campaign(actor);
  const nomination = await context.store.nominations.require({ campaign, _id: id });
  authoriseCorrection(actor, nomination.institution);
  return nomination;
}

/** What a correction would change. */
export function linesChanged(
  before: Pick<Nomination, 'pupil' | 'school' | 'need' | 'told'>,
  { pupil, school, need, told }: Pick<CorrectionRequest, 'pupil' | 'school' | 'need' | 'told'>,
): Amended[] {
  const was = linesOf(before);
  const is = linesOf({ pupil, need, told, ...(school && { school }) });
  return (Object.keys(is) as Amended[]).filter((line) => was[line] !== is[line]);
}

/** What can be corrected, line by line. */
export const linesOf = ({
  pupil,
  school,
  need,
  told,
}: Pick<Nomination, 'pupil' | 'school' | 'need' | 'told'>): Record<Amended, string> => ({
  lastName: pupil.lastName,
  firstName: pupil.firstName,
  birthDate: pupil.birthDate,
  school: school ?? '',
  className: pupil.className,
  need,
  toldOn: told.on,
  toldHow: told.how,
});

/** What a form's correction changed, if it was done; null too of a nomination that is not the actor's to see. @throws StoreAway */
export async function correctionOf(
  context: ServiceContext,
  actor: Actor,
  { nomination: id, form }: Pick<CorrectionRequest, 'nomination' | 'form'>,
): Promise<Correction | null> {
  const nomination = await findMine(context, actor, id);
  const act = nomination?.acts?.find((each) => each.form === form);
  return nomination && act ? { nomination, lines: act.lines } : null;
}
