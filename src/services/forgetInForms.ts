/** Forms that are open somewhere may name a pupil who is erased: what they hold of them goes as well. */
import { nameKey, type Pupil } from '../domain/pupil';
import type { Nomination } from '../store/nomination';
import type { Store } from '../store/open';

/** What a conversation keeps of its forms; `dialogs/form/draft` writes it. */
interface Kept {
  drafts?: Record<string, { campaign?: string; values?: Record<string, string> }>;
  position?: { dialogStack?: { id: string; state?: unknown }[] };
}

type Erased = Pick<Nomination, '_id' | 'pupil'>;

const identity = ({ lastName = '', firstName = '', birthDate = '' }: Partial<Record<keyof Pupil, string>>): string =>
  [nameKey(lastName), nameKey(firstName), birthDate].join('\n');

/** A turn that runs meanwhile is waited for, a few times. */
const MOST_TRIES = 5;

/**
 * A form that goes so is closed with a sentence when its person writes next: of what was open, its name alone is left.
 * @param over operations of which nothing is kept any more: their forms go whoever they name. @throws StoreAway
 */
export async function forgetInForms(
  { conversations }: Store,
  erased: readonly Erased[],
  over: readonly string[] = [],
): Promise<void> {
  const ids = new Set(erased.map(({ _id }) => _id));
  const pupils = new Set(erased.map(({ pupil }) => identity(pupil)));
  const isOfThem = (values: Record<string, string> = {}): boolean =>
    ids.has(values.nomination ?? '') || pupils.has(identity(values));
  const without = (state: string): string | null => {
    const { drafts = {}, position, ...rest } = JSON.parse(state) as Kept;
    const gone = Object.entries(drafts).flatMap(([form, { values, campaign = '' }]) =>
      isOfThem(values) || over.includes(campaign) ? [form] : [],
    );
    if (!gone.length) return null;
    const kept = Object.entries(drafts).filter(([form]) => !gone.includes(form));
    // What asked for it may hold what a sentence has told of the pupil.
    const dialogStack = position?.dialogStack?.map((dialog) =>
      gone.includes(dialog.id.replace(/^form:/, '')) ? { id: dialog.id, state: {} } : dialog,
    );
    return JSON.stringify({
      ...rest,
      drafts: Object.fromEntries(kept),
      ...(position && { position: { ...position, ...(dialogStack && { dialogStack }) } }),
    });
  };
  for (const key of await conversations.withForms())
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const found = await conversations.read(key);
      const state = found?.state ? without(found.state) : null;
      if (!found || state === null || (await conversations.write(key, state, found.v))) break;
    }
}
