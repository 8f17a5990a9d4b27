/** The catalogue: one JSON file a namespace and language under `locales/`. French is the reference: its keys are the type. */
import enArticles from '../locales/en/articles.json';
import enDeliveries from '../locales/en/deliveries.json';
import enDocuments from '../locales/en/documents.json';
import enLeads from '../locales/en/leads.json';
import enSerials from '../locales/en/serials.json';
import enApp from '../locales/en/app.json';
import enArticle from '../locales/en/article.json';
import enCommon from '../locales/en/common.json';
import enErrors from '../locales/en/errors.json';
import enExamples from '../locales/en/examples.json';
import enCommands from '../locales/en/commands.json';
import enDelegation from '../locales/en/delegation.json';
import enDetail from '../locales/en/detail.json';
import enQuestion from '../locales/en/question.json';
import enTalk from '../locales/en/talk.json';
import enForm from '../locales/en/form.json';
import enHelp from '../locales/en/help.json';
import enInstitutions from '../locales/en/institutions.json';
import enMovements from '../locales/en/movements.json';
import enOperations from '../locales/en/operations.json';
import enJournal from '../locales/en/journal.json';
import enNeed from '../locales/en/need.json';
import enNominate from '../locales/en/nominate.json';
import enPeople from '../locales/en/people.json';
import enProposals from '../locales/en/proposals.json';
import enPupils from '../locales/en/pupils.json';
import enRights from '../locales/en/rights.json';
import enSummary from '../locales/en/summary.json';
import enStart from '../locales/en/start.json';
import enUndo from '../locales/en/undo.json';
import enTold from '../locales/en/told.json';
import enWords from '../locales/en/words.json';
import enLocal from '../locales/en/local.json';
import frArticles from '../locales/fr/articles.json';
import frDeliveries from '../locales/fr/deliveries.json';
import frDocuments from '../locales/fr/documents.json';
import frLeads from '../locales/fr/leads.json';
import frSerials from '../locales/fr/serials.json';
import frApp from '../locales/fr/app.json';
import frArticle from '../locales/fr/article.json';
import frCommon from '../locales/fr/common.json';
import frErrors from '../locales/fr/errors.json';
import frExamples from '../locales/fr/examples.json';
import frCommands from '../locales/fr/commands.json';
import frDelegation from '../locales/fr/delegation.json';
import frDetail from '../locales/fr/detail.json';
import frQuestion from '../locales/fr/question.json';
import frTalk from '../locales/fr/talk.json';
import frForm from '../locales/fr/form.json';
import frHelp from '../locales/fr/help.json';
import frInstitutions from '../locales/fr/institutions.json';
import frMovements from '../locales/fr/movements.json';
import frOperations from '../locales/fr/operations.json';
import frJournal from '../locales/fr/journal.json';
import frNeed from '../locales/fr/need.json';
import frNominate from '../locales/fr/nominate.json';
import frPeople from '../locales/fr/people.json';
import frProposals from '../locales/fr/proposals.json';
import frPupils from '../locales/fr/pupils.json';
import frRights from '../locales/fr/rights.json';
import frSummary from '../locales/fr/summary.json';
import frStart from '../locales/fr/start.json';
import frUndo from '../locales/fr/undo.json';
import frTold from '../locales/fr/told.json';
import frWords from '../locales/fr/words.json';
import frLocal from '../locales/fr/local.json';

export const fr = {
  app: frApp,
  serials: frSerials,
  leads: frLeads,
  documents: frDocuments,
  deliveries: frDeliveries,
  articles: frArticles,
  article: frArticle,
  common: frCommon,
  errors: frErrors,
  examples: frExamples,
  commands: frCommands,
  delegation: frDelegation,
  detail: frDetail,
  question: frQuestion,
  talk: frTalk,
  form: frForm,
  help: frHelp,
  institutions: frInstitutions,
  movements: frMovements,
  operations: frOperations,
  journal: frJournal,
  need: frNeed,
  nominate: frNominate,
  people: frPeople,
  proposals: frProposals,
  pupils: frPupils,
  rights: frRights,
  start: frStart,
  summary: frSummary,
  told: frTold,
  undo: frUndo,
  words: frWords,
  local: frLocal,
};

export const en = {
  app: enApp,
  serials: enSerials,
  leads: enLeads,
  documents: enDocuments,
  deliveries: enDeliveries,
  articles: enArticles,
  article: enArticle,
  common: enCommon,
  errors: enErrors,
  examples: enExamples,
  commands: enCommands,
  delegation: enDelegation,
  detail: enDetail,
  question: enQuestion,
  talk: enTalk,
  form: enForm,
  help: enHelp,
  institutions: enInstitutions,
  movements: enMovements,
  operations: enOperations,
  journal: enJournal,
  need: enNeed,
  nominate: enNominate,
  people: enPeople,
  proposals: enProposals,
  pupils: enPupils,
  rights: enRights,
  start: enStart,
  summary: enSummary,
  told: enTold,
  undo: enUndo,
  words: enWords,
  local: enLocal,
};

/** A command, as its example sentences are filed: `examples.json`. */
export type CommandName = keyof typeof fr.examples;

export type Namespace = keyof typeof fr;
export const NAMESPACES = Object.keys(fr) as Namespace[];

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: typeof fr;
    defaultNS: 'common';
  }
}
