/** The words that answer a form, in both languages whatever the person's: folded, as `fold` gives them. */
import { fold } from '../src/domain/words';

/** `corriger`, `modifier la classe`: before the name of a line. */
const AMEND = /^(?:corriger|modifier|changer|rectifier|correct|amend|change)\b/;

const YES = new Set([
  'oui',
  'ouais',
  'o',
  'ok',
  'd accord',
  'daccord',
  'confirmer',
  'je confirme',
  'valider',
  'c est bon',
  'yes',
  'y',
  'confirm',
  'exact',
  'parfait',
  'c est parfait',
  'c est ok',
  'ok pour moi',
  'tout est bon',
  'tout est juste',
  'c est juste',
  'je valide',
  'c bon',
  'oui c bon',
  'oui c est bon',
  'vas y',
  'allez y',
  'go',
  'oui merci',
  'oui confirme',
  'ok merci',
]);
const NO = new Set(['non', 'n', 'no', 'pas encore', 'garder', 'keep']);
/** Of a pupil whose name is very close to another's: whether it is another pupil. */
const OTHER = new Set(
  (
    'autre,un autre,une autre,autre eleve,un autre eleve,c est un autre,c est une autre,c est un autre eleve,different,' +
    'differente,another,another pupil,it is another pupil,other'
  ).split(','),
);
const SAME = new Set(
  'meme,le meme,la meme,meme eleve,le meme eleve,c est le meme,c est la meme,same,the same,the same pupil'.split(','),
);
const CORRECT = new Set(['corriger', 'modifier', 'changer', 'correct', 'change', 'edit']);

/** That two names are the other way round. */
export const isSwapping = (text: string): boolean => SWAP.has(fold(text));
const SWAP = new Set(
  'inverser,inverse,inversez,inverser nom et prenom,c est l inverse,swap,swap them,the other way round'.split(','),
);

const BACK = new Set(
  'retour,revenir,revenir en arriere,precedent,question precedente,la question d avant,back,go back,previous'.split(
    ',',
  ),
);

/** Whether the question before is wanted. */
export const isBack = (text: string): boolean => BACK.has(fold(text));

/** That somebody is passed over, in a row. */
export const isSkipping = (text: string): boolean => SKIP.has(fold(text));
const SKIP = new Set(
  (
    'suivant,le suivant,la suivante,eleve suivant,passer,passe,on passe,absent,absente,il est absent,elle est absente,plus tard,next,' +
    'the next,next pupil,skip,absent today,later'
  ).split(','),
);

/** Instead of an answer: that there is none, or a question. A name of which one of these is the whole is not known. */
const NO_ANSWER =
  /^(?:(?:je |j )?(?:ne )?sais (?:pas|plus)|aucune idee|pas d idee|passer|passe|suivant|plus tard|je verrai|c est quoi|quoi|qu est ce que|pourquoi|comment ca|i don t know|don t know|no idea|skip|what|why)\b/;

/** That it is not known why something is asked, rather than what to answer. */
export const isQuestion = (text: string): boolean =>
  /^(?:c est quoi|quoi|qu est ce|pourquoi|comment|what|why)\b/.test(fold(text));

/** That an answer given before stands. */
export const isKeeping = (text: string): boolean => KEEPING.has(fold(text)) || verdictIn(text) === 'yes';
const KEEPING = new Set('garder,garde,je garde,la meme,le meme,pareil,inchange,keep,keep it,same,the same'.split(','));

/** That a line is to be changed, said before its name. */
export const isAmending = (text: string): boolean => AMEND.test(fold(text));

/** Said in passing where a name, a school or a need is asked: nobody, and nothing, is called so. */
const IN_PASSING = new Set(
  (
    'oui,non,ok,okay,ouais,d accord,daccord,merci,attends,attendez,une minute,un instant,deux minutes,je reviens,wait,hold on,one moment,' +
    'hier,avant hier,aujourd hui,demain,apres demain,yesterday,today,tomorrow,yes,no,thanks,thank you,arreter,arrete,je veux arreter,laisse tomber,laissez tomber,' +
    'puis je annuler,comment faire,aidez moi,help me,vous pouvez m aider,voir,inconnu,rien,aucun,personne'
  ).split(','),
);

/** Said at any step, as the help says: nobody is called so. */
const ADVERTISED = new Set(
  (
    'annuler,annule,aide,help,menu,recommencer,cancel,restart,start over,english,francais,in english,en francais,french,' +
    'en anglais,bonjour,hello,mes eleves,my pupils,nommer,nominate'
  ).split(','),
);

export const isAdvertised = (text: string): boolean => ADVERTISED.has(fold(text)) || text.trim() === '?';

export const isInPassing = (text: string): boolean => IN_PASSING.has(fold(text)) || verdictIn(text) !== null;

/** A line and its value: `prénom : Lina`, `le prénom c'est Lina`. */
export const saysWhatItIs = (text: string): boolean => /[:=]|\bc['’]est\b/.test(text);

/** A name behind what people say before it: `c'est Diallo`, `il s'appelle Diallo`. */
export const withoutSaying = (text: string): string =>
  text.replace(/^\s*(?:c['’]est|il s['’]appelle|elle s['’]appelle|it['’]s|it is)\s+/i, '');

export const isNoAnswer = (text: string): boolean => text.length <= LONGEST_NO_ANSWER && NO_ANSWER.test(fold(text));

/** A longer text is read as an answer. In characters. */
const LONGEST_NO_ANSWER = 60;

export type Verdict = 'yes' | 'no' | 'correct' | 'other' | 'same';

/** Null where none is given: `oui ?` asks. */
export function verdictIn(text: string): Verdict | null {
  if (text.includes('?')) return null;
  const words = fold(text);
  if (YES.has(words)) return 'yes';
  if (NO.has(words)) return 'no';
  if (OTHER.has(words)) return 'other';
  if (SAME.has(words)) return 'same';
  return CORRECT.has(words) ? 'correct' : null;
}

/** What people call a line of a pupil's form, beside its label. */
export const CALLED = {
  institution: ['college', 'etablissement', 'lycee', 'structure'],
  lastName: ['nom', 'nom de l eleve', 'name', 'surname', 'family name'],
  firstName: ['prenom de l eleve', 'given name'],
  birthDate: ['naissance', 'date', 'age', 'ne', 'nee', 'birth', 'birthday'],
  className: ['classe de l eleve'],
  school: ['ecole', 'ecole de l eleve', 'primary school'],
  level: ['niveau de la classe'],
  need: ['le besoin'],
  toldOn: ['date d information', 'information', 'famille', 'famille informee', 'informe', 'informee', 'told', 'family'],
  toldHow: ['moyen', 'comment', 'how'],
  household: ['foyer', 'code', 'code du foyer', 'household'],
} as const;

/** What stands before a school's name, folded. */
export const BEFORE_NAMES = new Set('college clg circonscription circo de du d la le les l au a'.split(' '));

/** The same of a person. */
export const CALLED_OF_PEOPLE = {
  email: ['adresse', 'mail', 'courriel', 'address'],
  name: ['nom complet', 'full name'],
  role: ['fonction', 'function'],
  uais: ['uai', 'code', 'codes', 'structures', 'etablissement', 'etablissements'],
} as const;

/** The same of a delegation. */
export const CALLED_OF_DELEGATION = {
  to: ['adjoint', 'adjointe', 'deputy'],
  institution: CALLED.institution,
  scope: ['portee', 'scope'],
  from: ['du', 'a partir', 'debut', 'start'],
  until: ['au', 'jusque', 'fin', 'end'],
} as const;

/** The same of a movement of units. */
export const CALLED_OF_MOVEMENTS = {
  giver: ['donateur', 'qui donne', 'donor'],
  on: ['date', 'jour', 'recu le', 'day'],
  announced: ['annonce', 'annoncees', 'annonces'],
  received: ['recu', 'recus', 'recues'],
  count: ['nombre', 'combien', 'quantite', 'how many'],
  by: ['selon', 'par', 'critere', 'base', 'basis'],
  over: ['pour', 'structures', 'qui', 'whom'],
  min: ['minimum', 'au moins', 'least'],
  max: ['maximum', 'au plus', 'most'],
  from: ['depuis', 'de', 'origine', 'source'],
  to: ['vers', 'a', 'destination', 'target'],
  since: ['depuis', 'depuis le', 'date'],
  below: ['moins de', 'taux', 'seuil', 'rate'],
  reason: ['raison', 'pourquoi', 'cause', 'why'],
} as const;

/** The same of articles and their deliveries. */
export const CALLED_OF_ARTICLES = {
  pupil: ['eleve', 'enfant', 'nom', 'name'],
  serial: ['numero', 'numero de serie', 'iccid', 'imei', 'serial number'],
  numbers: ['numeros', 'serials'],
  proof: ['preuve', 'comment', 'how'],
  language: ['langue', 'langue de la famille'],
  condition: ['etat'],
  loss: ['cause', 'raison', 'what happened'],
  dueOn: ['retour', 'date de retour', 'echeance', 'a rendre', 'jusqu au', 'due', 'due date'],
  note: ['bon', 'bon de livraison', 'livraison'],
  counted: ['compte', 'nombre', 'combien', 'recu', 'recus', 'count'],
  lent: ['nombre', 'combien', 'how many'],
  place: ['etablissement', 'structure', 'college', 'school'],
} as const;

/** The same of an operation. */
export const CALLED_OF_OPERATIONS = {
  name: ['nom', 'intitule', 'title'],
  kind: ['type', 'article', 'kind'],
  article: ['nom de l article', 'nom article'],
  giver: ['donateur', 'donor'],
  delivery: ['arrivee', 'livraison', 'quand'],
  family: ['famille', 'demande'],
  deadline: ['date limite', 'fin', 'echeance', 'last day'],
  levels: ['niveau', 'niveaux', 'structures', 'levels'],
  needs: ['besoin', 'besoins'],
  perPupil: ['par eleve', 'un par eleve'],
  proposals: ['proposition', 'propositions'],
  household: ['foyer', 'un par foyer'],
  dueOn: ['retour', 'date de retour', 'a rendre'],
  lineDays: ['jours de ligne', 'duree de la ligne'],
} as const;
