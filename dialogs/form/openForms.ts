/** The forms that are open in a conversation, one upon the other; each stands on the dialog that asked for it. */
import type { TurnContext } from 'botbuilder';
import type { DialogContext } from 'botbuilder-dialogs';
import { cardMessage } from '../../src/cards/activities';
import { spentCard } from '../../src/cards/resultCard';
import { retire } from '../show';
import { turnOf } from '../turn';
import type { Drafts } from './draft';
import { FORM_NAMES, type FormName } from './form';
import { type FormDialog, formDialogId } from './formDialog';

/** What asks for a form bears its name, but for the one that asks which place is meant. */
const dialogOf = (form: FormName): string => (form === 'choosePlace' ? 'which' : form);

export class OpenForms {
  constructor(
    private readonly drafts: Drafts,
    private readonly forms: Readonly<Record<FormName, FormDialog>>,
  ) {}

  /** The one that is asked now. */
  top(dc: DialogContext): FormDialog | undefined {
    const name = FORM_NAMES.find((each) => dc.activeDialog?.id === formDialogId(each));
    return name && this.forms[name];
  }

  /** The same, also while what it asks is being done. */
  onTop(dc: DialogContext): FormName | undefined {
    const id = dc.activeDialog?.id;
    return FORM_NAMES.find((each) => id === formDialogId(each) || id === dialogOf(each));
  }

  /** Those that are open, the one on top first. */
  all(dc: DialogContext): FormDialog[] {
    const names = dc.stack.flatMap(({ id }) => FORM_NAMES.filter((each) => id === formDialogId(each)));
    return names.reverse().map((name) => this.forms[name]);
  }

  /** Forgets a form and the dialog that asked for it, wherever they are. */
  async remove(dc: DialogContext, form: FormName): Promise<void> {
    await this.drafts.close(dc.context, form);
    const kept = dc.stack.filter(({ id }) => id !== formDialogId(form) && id !== dialogOf(form));
    dc.stack.splice(0, dc.stack.length, ...kept);
  }

  /** Whether another form waits below the one on top. */
  isNested(dc: DialogContext): boolean {
    return dc.stack.length > 2;
  }

  /** Makes a form the one on top again: what was asked above it is dropped. @returns false when it is not open */
  async comeBackTo(dc: DialogContext, form: FormName): Promise<boolean> {
    if (!dc.stack.some(({ id }) => id === formDialogId(form))) return false;
    for (let top = this.top(dc); top && top.name !== form; top = this.top(dc)) await this.drop(dc, top.name);
    return true;
  }

  /** Brings a form back, or its review, below what was said since. */
  reopen(context: TurnContext, form: FormName): Promise<void> {
    return this.forms[form].reopen(context);
  }

  /** Forgets the form on top, and the dialog that asked for it; its card loses its buttons. */
  async drop(dc: DialogContext, form: FormName): Promise<void> {
    const { t } = turnOf(dc.context);
    const card = (await this.drafts.get(dc.context, form))?.card;
    const isCommands = form === 'choosePlace'; // its buttons can be pressed at any time
    if (card !== undefined && !isCommands)
      await retire(dc.context, card, cardMessage(spentCard(t, t('common:closed'))));
    await this.forget(dc, form);
  }

  /** The same, where its card has been seen to. */
  async forget(dc: DialogContext, form: FormName): Promise<void> {
    await this.drafts.close(dc.context, form);
    dc.stack.splice(-2);
  }
}
