import type { SubmitAction } from '@microsoft/teams.cards';
import { button } from '../../src/cards/click';
import { isDevice, type Kind } from '../../src/domain/campaign';
import type { FamilyLanguage } from '../../src/domain/handOver';
import type { Translate } from '../../src/texts';
import type { Unit } from '../../src/store/unit';
import { writeRef } from './document';

/** What the family signs is called: of a loan, a contract. */
export const paperTitle = (t: Translate, kind: Kind): string =>
  t(isDevice(kind) ? 'documents:printLoan' : 'documents:print');

/** What a pupil's family signs, as a file. */
export const paperButton = (
  t: Translate,
  { campaign, kind }: Pick<Unit, 'campaign' | 'kind'>,
  { id, language }: { id: string; language: FamilyLanguage },
): SubmitAction =>
  button(paperTitle(t, kind), { act: 'document', document: writeRef({ campaign, what: 'receipt', id, language }) });
