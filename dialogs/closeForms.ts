/** Forms whose ground is gone: the right, the operation, the pupil, the article that they were about. Each is closed with a sentence that says why. */
import { PassingError, RelaisError } from '../src/domain/errors';
import type { Conversation } from './conversation';
import { FormClosed } from './form/form';
import { showIfDone } from './settle';
import { setTurn, type Turn } from './turn';

/** Why something open cannot go on, in a sentence; null where that is not known to be so for good. */
export function whyClosed({ t, contact }: Pick<Turn, 't' | 'contact'>, error: unknown): string | null {
  if (error instanceof FormClosed) return error.why;
  return error instanceof RelaisError && !(error instanceof PassingError)
    ? t(`errors:${error.code}`, { contact })
    : null;
}

/** @returns whether one was closed, or had been done and that was said. @throws StoreAway */
export async function closeGroundless(conversation: Conversation): Promise<boolean> {
  const { dc, context, drafts, open, turn } = conversation;
  let isClosed = false;
  await drafts.keepOnly(
    context,
    open.all(dc).map(({ name }) => name),
  ); // what nothing asks for any more binds nobody to its operation
  for (const form of open.all(dc)) {
    const draft = await drafts.get(context, form.name);
    if (!draft) {
      await conversation.closes(form.name, turn.t('form:forgotten')); // its pupil was erased
      isClosed = true;
      continue;
    }
    const { campaign } = draft;
    const own = campaign === undefined ? turn : { ...turn, actor: { ...turn.actor, within: campaign } };
    setTurn(context, own);
    try {
      await form.stands(own, draft);
    } catch (error) {
      const why = whyClosed(turn, error);
      if (why === null) throw error;
      if (await showIfDone(context, form.name, draft)) await open.remove(dc, form.name);
      else await conversation.closes(form.name, why);
      isClosed = true;
    } finally {
      setTurn(context, turn);
    }
  }
  return isClosed;
}
