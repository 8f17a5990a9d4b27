/** Which article is meant by what was typed or scanned, and where it is. */
import type { Campaign } from '../../domain/campaign';
import { readSerial, type Serial, type SerialProblem } from '../../domain/serial';
import type { Uai } from '../../domain/uai';
import type { KnownSerial } from '../../store/serials';
import type { ServiceContext } from '../context';

export type FoundSerial =
  | { serial: Serial; known: KnownSerial | null; isForeign?: true }
  | { problem: SerialProblem }
  /** The last digits of none that is known, or of several. */
  | { problem: 'unknownTail' | 'severalTails' }
  /** It is in another operation. */
  | { problem: 'otherOperation' }
  /** It was sent to another institution. */
  | { problem: 'elsewhere'; institution: Uai; known: KnownSerial };

/** @param at the institution that has it in hand, if it is one. @throws StoreAway */
export async function findSerial(
  { store }: Pick<ServiceContext, 'store'>,
  { id: campaign, kind }: Pick<Campaign, 'id' | 'kind'>,
  typed: string,
  at?: Uai,
): Promise<FoundSerial> {
  const read = readSerial(typed, kind);
  if ('problem' in read) return (await isOfOther(store, typed, kind)) ? { problem: 'otherOperation' } : read;
  let serial: Serial;
  if ('tail' in read) {
    const [only, another] = await store.serials.endingIn(campaign, read.tail);
    if (!only) return { problem: 'unknownTail' };
    if (another) return { problem: 'severalTails' };
    serial = only._id;
  } else serial = read.serial;
  const [known = null] = await store.serials.among([serial]);
  if (known && known.campaign !== campaign) return { problem: 'otherOperation' };
  if (known?.institution && at && known.institution !== at)
    return { problem: 'elsewhere', institution: known.institution, known };
  return { serial, known, ...('isForeign' in read && { isForeign: true as const }) };
}

/** A card's serial among devices, or the other way round. */
async function isOfOther(store: ServiceContext['store'], typed: string, kind: Campaign['kind']): Promise<boolean> {
  const read = readSerial(typed, kind === 'sim' ? 'tablet' : 'sim');
  return 'serial' in read && (await store.serials.among([read.serial])).length > 0;
}
