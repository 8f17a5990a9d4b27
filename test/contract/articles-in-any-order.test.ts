/** Whatever is done with articles, in whatever order. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { UNIT_ACTS, type UnitAct, type UnitState } from '../../src/domain/unit';
import { activate, check, findAgain, giveBack, lapseLines, lose } from '../../src/services/articles/afterwards';
import { undoHandOver } from '../../src/services/articles/handOver';
import { lend } from '../../src/services/articles/lend';
import { carry } from '../../src/services/journal/carry';
import { withdraw } from '../../src/services/withdraw';
import { aHanding, aSerial, type Handing } from '../support/articles';
import type { TestDatabase } from '../support/database';
import { unitsAddUp, type World } from '../support/world';

let database: TestDatabase;
let world: World;
let handing: Handing;
beforeAll(async () => {
  ({ database, world, handing } = await aHanding());
});
afterAll(() => database.close());

const STEPS = [
  'nominate',
  'hand',
  'undo',
  'withdraw',
  'lose',
  'back',
  'check',
  'scrap',
  'find',
  'activate',
  'lapse',
  'lend',
] as const;
const DEED_OF: Partial<Record<string, UnitAct>> = {
  ...{ unitHanded: 'handOver', unitUndone: 'undo', unitLost: 'lose', unitGivenBack: 'giveBack', unitFound: 'find' },
  ...{ unitChecked: 'check', unitScrapped: 'scrap', unitActivated: 'activate', unitLapsed: 'lapse', unitLent: 'lend' },
};

test('whatever is done in whatever order: units add up, no serial is twice, the journal tells each state', async () => {
  const { store } = database;
  const { services } = world;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat({ max: 50 })), { maxLength: 25 }),
      async (steps) => {
        for (const each of [store.units, store.nominations, store.serials, store.journal])
          await each.model.collection.deleteMany({});
        const at = await handing.aSchool(4);
        const serials = Array.from({ length: 3 }, aSerial);
        const pupils: string[] = [];
        for (const [step, pick] of steps) {
          const pupil = pupils[pick % Math.max(1, pupils.length)];
          const units = await store.units.model.find({ institution: at.school.uai }).sort({ _id: 1 }).lean();
          const unit = units[pick % units.length]!._id;
          if (step === 'nominate') pupils.push(await handing.aPupilOf(at));
          else if (step === 'check' || step === 'scrap')
            await check(services, at.head, unit, step === 'scrap' ? 'scrap' : 'good');
          else if (step === 'find') await findAgain(services, at.head, unit);
          else if (step === 'lend')
            await lend(services, at.head, { form: randomUUID(), institution: at.school.uai, count: 1 });
          else if (step === 'lapse') {
            world.clock.advance(31 * 86_400_000);
            await lapseLines(services);
          } else if (pupil !== undefined) {
            if (step === 'hand') await handing.hands(at.head, pupil, serials[pick % serials.length]);
            if (step === 'undo') await undoHandOver(services, at.head, pupil);
            if (step === 'withdraw') await withdraw(services, at.head, pupil, 'byInstitution').catch(() => undefined);
            if (step === 'lose') await lose(services, at.head, pupil, 'lost');
            if (step === 'back') await giveBack(services, at.head, pupil, 'good');
            if (step === 'activate') await activate(services, at.head, pupil);
          }
        }
        await unitsAddUp(store, 4);
        const units = await store.units.model.find().lean();
        const known = units.flatMap(({ serial }) => serial ?? []);
        expect(new Set(known).size).toBe(known.length);
        await carry(store);
        for (const { _id, state } of units) {
          const lines = await store.journal.model.find({ unit: _id }).sort({ at: 1 }).lean();
          const told = lines.map(({ what }) => DEED_OF[what]).filter((act) => act !== undefined);
          const last = told.at(-1);
          const expected: UnitState[] = [(last && UNIT_ACTS[last].to) ?? 'free'];
          // From free it goes on by nominations, which have lines of their own.
          if (expected[0] === 'free') expected.push('held');
          if (expected[0] === 'held') expected.push('free');
          expect({ _id, state, expected: expected.includes(state) }).toEqual({ _id, state, expected: true });
        }
      },
    ),
    { numRuns: 25 },
  );
});
