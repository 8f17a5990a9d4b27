/**
 * What is said is what is: a confirmation meets a fault at some point of its turn, then the person does one thing or another.
 * Whatever the screen says of the pupil must be what the database holds.
 */
import { StoreAway } from '../../src/domain/errors';
import type { Uai } from '../../src/domain/uai';
import type { Nomination } from '../../src/store/nomination';
import { GOOD_FORM, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';
import { unitsAddUp } from '../support/world';

let relais: Relais;
beforeAll(async () => void (relais = await Relais.start()));
afterAll(() => relais.close());
beforeEach(() => relais.clears());

interface Case {
  head: Speaker;
  institution: Uai;
  confirm: ReturnType<Speaker['click']>;
}

const away = (): Promise<never> => Promise.reject(new StoreAway('made to fail'));
const forEver = (): Promise<never> => new Promise(() => undefined);

type StoreFault = (institutions: Set<string>, conversations: Set<string>) => () => void;

/** Replaces one function of the store for these institutions; what it returns puts it back. */
const nominations =
  (name: 'add' | 'queue' | 'mark', fails: () => Promise<never>, after = false): StoreFault =>
  (institutions) => {
    const { store } = relais;
    const real = store.nominations[name] as unknown as (...args: never[]) => Promise<never>;
    const concerned = new Set<string>();
    const isConcerned = (first: string | { _id?: string; institution: string }): boolean => {
      if (typeof first === 'string') return concerned.has(first);
      return institutions.has(first.institution);
    };
    const { add } = store.nominations;
    store.nominations.add = (nomination: Nomination) => {
      if (institutions.has(nomination.institution)) concerned.add(nomination._id);
      return add(nomination);
    };
    const before = name === 'add' ? store.nominations.add : real;
    store.nominations[name] = (async (...args: never[]) => {
      if (!isConcerned(args[0] as never)) return (before as unknown as typeof real)(...args);
      if (after) await (before as unknown as typeof real)(...args);
      return fails();
    }) as never;
    return () => {
      store.nominations[name] = real as never;
      store.nominations.add = add;
    };
  };

const save =
  (fails: () => Promise<never>): StoreFault =>
  (_institutions, conversations) => {
    const { store } = relais;
    const { finish } = store.conversations;
    store.conversations.finish = (key, ...rest) =>
      [...conversations].some((id) => key.includes(id)) ? fails() : finish(key, ...rest);
    return () => (store.conversations.finish = finish);
  };

const connector =
  (status: number | 'drop' | 'hang'): StoreFault =>
  (_institutions, conversations) => {
    const { failures } = relais.connector;
    for (const conversation of conversations)
      for (const method of ['PUT', 'POST']) failures.push({ method, status, conversation, lasting: true });
    return () => failures.splice(0, failures.length);
  };

/** The bot is killed at a point: nothing of the turn happens from there on, and another process answers what comes next. */
const FAULTS: Record<string, { fault: StoreFault; killed?: true }> = {
  'the database is away before anything is recorded': { fault: nominations('add', away) },
  'the database is away when it was recorded and could not say so': { fault: nominations('add', away, true) },
  'the database is away before the unit is held': { fault: nominations('queue', away) },
  'the database is away before the nomination knows its unit': { fault: nominations('mark', away) },
  'the database is away when the state is saved': { fault: save(away) },
  'the connector answers 403': { fault: connector(403) },
  'the connector answers 429': { fault: connector(429) },
  'the connector answers 500': { fault: connector(500) },
  'the connection breaks': { fault: connector('drop') },
  'the connector never answers': { fault: connector('hang') },
  'killed before anything is recorded': { fault: nominations('add', forEver), killed: true },
  'killed as soon as it is recorded': { fault: nominations('add', forEver, true), killed: true },
  'killed before the unit is held': { fault: nominations('queue', forEver), killed: true },
  'killed before the nomination knows its unit': { fault: nominations('mark', forEver), killed: true },
  'killed before it is said': { fault: connector('hang'), killed: true },
  'killed before the state is saved': { fault: save(forEver), killed: true },
};

const correctTo = async (head: Speaker, firstName: string): Promise<void> => {
  const form = head.buttons().find(({ button }) => button.title === 'Vérifier');
  if (!form) return; // the form is no longer there to be changed
  await head.clicks('Vérifier', { filling: { firstName } });
  if (head.buttons().some(({ button }) => button.title === 'Confirmer')) await head.clicks('Confirmer');
};

const NEXT: Record<string, (each: Case) => Promise<unknown>> = {
  'confirms again': ({ head, confirm }) => head.posts({ ...confirm, id: `again ${head.conversation}` }),
  'writes oui': ({ head }) => head.says('oui'),
  'clicks Corriger, changes the first name, confirms': async ({ head, confirm }) => {
    const value = { ...(confirm.value as object), press: 'correct' };
    await head.posts({ ...confirm, id: `correct ${head.conversation}`, value });
    await correctTo(head, 'Lina');
  },
  'writes corriger, then another first name': async ({ head }) => {
    await head.says('corriger');
    await head.saysAll('prénom', 'Lina', 'oui');
  },
  'clicks Annuler': ({ head, confirm }) =>
    head.posts({
      ...confirm,
      id: `cancel ${head.conversation}`,
      value: { ...(confirm.value as object), press: 'cancel' },
    }),
  'writes annuler': ({ head }) => head.says('annuler'),
  'writes non': ({ head }) => head.says('non'),
  'writes recommencer': ({ head }) => head.says('recommencer'),
  'nominates again': ({ head }) => head.says('nommer'),
  'asks for help': ({ head }) => head.says('aide'),
  'asks for the pupils': ({ head }) => head.says('mes élèves'),
  'writes un autre': ({ head }) => head.says('un autre'),
  'writes something else': ({ head }) => head.says('merci beaucoup'),
};

/** @param day each pupil's own, as one pupil has one nomination */
async function opened(day: number): Promise<Case> {
  const { head, college } = await relais.aCollege({ quota: 2 });
  await head.says('nommer');
  await head.clicks('Vérifier', { filling: { ...GOOD_FORM, birthDate: `2013-05-${day}` } });
  return { head, institution: college.uai, confirm: head.click('Confirmer') };
}

/** What the screen says against what is recorded; null when they agree. */
async function lie({ head, institution }: Case): Promise<string | null> {
  const open = await relais.store.nominations.openOf('sim-2020', [institution]);
  const screen = head.screen().join('\n').replaceAll('**', '');
  const held = await relais.store.units.model.collection.countDocuments({ institution, state: 'held' });
  const said = [...new Set([...screen.matchAll(/(Inès|Lina) \S+ a une place/g)].map(([, name]) => name))];
  const stands = open.map(({ pupil }) => pupil.firstName);
  if (said.some((name) => !stands.includes(name!))) return `says ${said.join()} and holds ${stands.join()}`;
  if (stands.length && !said.length && !/1 élève nommé/.test(screen))
    return `does not say that ${stands.join()} stands`;
  if (stands.length && /rien n’a été enregistré/i.test(screen)) return 'says that nothing was recorded';
  const left = /Il reste (\d) places? au/.exec(screen)?.[1];
  if (left !== undefined && Number(left) !== 2 - held) return `says ${left} left with ${held} held`;
  return open.length > 1 ? 'two nominations' : null;
}

test('a confirmation from before a correction: what was recorded first is what is shown, and the change is said not to be', async () => {
  const { head, confirm, institution } = await opened(10);
  const mend = connector(403)(new Set([institution]), new Set([head.conversation]));
  await head.posts(confirm);
  mend();
  const value = { ...(confirm.value as object), step: 'fill', press: 'submit', firstName: 'Lina' };
  await head.posts({ ...confirm, id: 'fill', value });
  await head.clicks('Confirmer');
  head.seesLast(
    /C’était déjà enregistré[^]*Inès Diallo a une place[^]*Vos derniers changements ne sont pas enregistrés/,
  );
  head.seesNot(/Lina Diallo a une place/);
  await head.clicks('Retirer');
  head.seesLast(/Retirer Inès Diallo/);
});

test.each(['Garder', 'Retirer', 'non', 'annuler', 'aide', 'recommencer', 'mes élèves'])(
  'a withdrawal that was done and could not be said, then %s: nobody is told that the pupil stays',
  async (next) => {
    const { head, confirm, institution } = await opened(10);
    await head.posts(confirm);
    await head.saysAll('retirer diallo');
    const mend = connector(403)(new Set([institution]), new Set([head.conversation]));
    await head.clicks('Retirer');
    mend();
    if (['Garder', 'Retirer'].includes(next)) await head.clicks(next);
    else await head.says(next);
    head.sees(/Inès Diallo ne figure plus sur la liste/);
    head.seesNot(/reste dans la liste|rien n’a été enregistré/);
    expect(await relais.store.nominations.openOf('sim-2020', [institution])).toEqual([]);
  },
);

test.each(Object.entries(FAULTS))(
  '%s: whatever is done next, the screen says what is recorded',
  async (_what, { fault, killed }) => {
    const cases: (Case & { next: string })[] = [];
    for (const [i, next] of Object.keys(NEXT).entries()) cases.push({ next, ...(await opened(10 + i)) });
    const mend = fault(
      new Set(cases.map(({ institution }) => institution)),
      new Set(cases.map(({ head }) => head.conversation)),
    );
    const turns = cases.map(({ head, confirm }) => head.posts(confirm));
    if (killed) {
      await Promise.race([Promise.all(turns), new Promise((resolve) => setTimeout(resolve, 1_500))]);
      await relais.diesAndBoots();
    } else await Promise.all(turns);
    mend();
    await relais.leasesRunOut();
    const lies: string[] = [];
    await Promise.all(
      cases.map(async (each) => {
        await NEXT[each.next]!(each);
        const found = await lie(each);
        if (found) lies.push(`${each.next}: ${found}`);
      }),
    );
    expect(lies).toEqual([]);
    await unitsAddUp(relais.store, await relais.store.units.model.countDocuments());
  },
);
