/** A form, and what is done once it was confirmed: how nearly every dialog goes. */
import type { TurnContext } from 'botbuilder';
import { WaterfallDialog } from 'botbuilder-dialogs/lib/waterfallDialog';
import { message } from '../../src/cards/activities';
import type { Translate } from '../../src/texts';
import { cancelled } from '../cancel';
import { send } from '../show';
import { type Turn, turnOf } from '../turn';
import type { Draft, Drafts } from './draft';
import type { FormName, Values } from './form';
import { formDialogId, type FormResult } from './formDialog';

/** What a form begins with; `correcting`: what is there already is looked at, to be changed. Or what is said where there is nothing to ask. */
export type Begun = (Pick<Partial<Draft>, 'correcting'> & { values: Values }) | { say: string };

export interface FormThen<Options extends object> {
  name: FormName;
  begin(turn: Turn, options: Options, context: TurnContext): Begun | Promise<Begun>;
  /** Says that it was left, and nothing done. */
  left(t: Translate): string;
  /** Does it, and says so in place of the form's card. It is never done twice: its draft is closed. */
  act(turn: Turn, confirmed: Extract<FormResult, { confirmed: true }>, context: TurnContext): Promise<void>;
}

export function formThen<Options extends object>(drafts: Drafts, dialog: FormThen<Options>): WaterfallDialog<Options> {
  const { name } = dialog;
  return new WaterfallDialog<Options>(name, [
    async (step) => {
      const { context } = step;
      const begun = await dialog.begin(turnOf(context), step.options, context);
      if ('say' in begun) {
        await send(context, message(begun.say));
        return step.endDialog();
      }
      const draft = await drafts.open(context, name, begun.values);
      if (begun.correcting) draft.correcting = true;
      return step.beginDialog(formDialogId(name));
    },
    async (step) => {
      const { context } = step;
      const turn = turnOf(context);
      const result = step.result as FormResult;
      await drafts.close(context, name);
      if (result.confirmed) await dialog.act(turn, result, context);
      else await cancelled(context, [result.card], dialog.left(turn.t));
      return step.endDialog();
    },
  ]);
}
