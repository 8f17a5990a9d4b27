/** Every command, by an example sentence and by its button, for both roles and in both languages: each answers, and none apologises. */
import { en, fr, type CommandName } from '../../src/catalogue';
import { nominatesByCard, Relais } from '../support/relais';
import type { Speaker } from '../support/speaker';

let relais: Relais;
let head: Speaker;
let coordinator: Speaker;
beforeAll(async () => {
  relais = await Relais.start();
  ({ head } = await relais.aCollege({ name: 'Collège Barbara', commune: 'Stains', quota: 5 }));
  coordinator = await relais.aCoordinator();
  await nominatesByCard(head);
});
afterAll(() => relais.close());

const COMMANDS = Object.keys(fr.examples) as CommandName[];
const LANGUAGES = { fr, en };
const APOLOGY =
  /Quelque chose n’a pas fonctionné|Something went wrong|Je n’ai pas bien compris|I did not quite understand/;

/** Slots filled with what there is in this world. */
const filled = (example: string): string =>
  example
    .replaceAll('{name}', 'Diallo')
    .replaceAll('{place}', 'Barbara')
    .replaceAll('{class}', '4EB')
    .replace(/ ?\{\w+\}/g, '');

const PEOPLE = { head: () => head, coordinator: () => coordinator };

test.each(
  COMMANDS.flatMap((command) =>
    (['fr', 'en'] as const).flatMap((language) =>
      (['head', 'coordinator'] as const).map((who) => [who, command, language] as const),
    ),
  ),
)('a %s: %s, in %s', async (who, command, language) => {
  const speaker = PEOPLE[who]();
  await speaker.saysAll('annuler', language === 'fr' ? 'français' : 'english');
  const nominations = await relais.store.nominations.model.countDocuments({ state: 'open' });
  const before = speaker.screen().length;
  const [example = ''] = LANGUAGES[language].examples[command].split(' | ');
  await speaker.says(filled(example));
  // A head's `détail de Barbara` may be of a pupil: it is asked.
  if (who !== 'head' || command !== 'detail') expect(speaker.lastMessage()).not.toMatch(APOLOGY);
  await speaker.saysAll('annuler');
  await speaker.posts(speaker.activity({ value: { act: command } }));
  expect(speaker.lastMessage()).not.toMatch(APOLOGY);
  expect(speaker.screen().length).toBeGreaterThan(before);
  expect(await relais.store.nominations.model.countDocuments({ state: 'open' })).toBe(nominations);
});
