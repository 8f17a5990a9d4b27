/** What a button sends back. A hint, never an authority: ids and rights are looked up again for the person who clicks. */
import { SubmitAction } from '@microsoft/teams.cards';
import type { CommandName } from '../catalogue';

export type Click =
  /** A button of a form: its id, the step it was shown at, what was pressed. */
  | { form: string; step: 'fill' | 'review'; press: 'submit' | 'confirm' | 'correct' | 'swap' | 'cancel' }
  /** With answers beside it, by field: a choice that is a button, or what a review has shown. They are read like any others. */
  | { form: string; step: 'fill' | 'review'; press: 'submit' | 'confirm' | 'correct' | 'swap'; [field: string]: string }
  /** A command with its slots filled. */
  | ({ act: CommandName } & CommandSlots)
  /** A sentence, as if it was typed. */
  | { act: 'say'; text: string };

/** What a command is about, as a button carries it. */
export interface CommandSlots {
  nomination?: string;
  /** Several, with commas between. */
  nominations?: string;
  member?: string;
  delegation?: string;
  campaign?: string;
  movement?: string;
  unit?: string;
  delivery?: string;
  lead?: string;
  /** What can be printed: `writeRef`. */
  document?: string;
  /** Of an article. */
  serial?: string;
  /** Several, with commas between: from, to and how many of each. */
  legs?: string;
  institution?: string;
  name?: string;
  page?: string;
  sure?: 'yes';
  /** Of a button that takes an act back: when it was shown, in milliseconds. */
  shownAt?: string;
  /** Written by `writeQuestion`. */
  question?: string;
}

interface ButtonOptions {
  style?: 'positive' | 'destructive';
  /** The card's inputs are left out, and so are not checked. */
  bare?: boolean;
  /** What it does, where its title alone does not say. */
  tooltip?: string;
}

/** Everywhere an `Action.Submit`: ADR 10 says why. */
export const button = (title: string, click: Click, { style, bare, tooltip }: ButtonOptions = {}): SubmitAction =>
  new SubmitAction({
    title,
    data: { ...click },
    ...(style && { style }),
    ...(tooltip !== undefined && { tooltip }),
    ...(bare && { associatedInputs: 'none' as const }),
  });
