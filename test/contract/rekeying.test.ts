/** The pupils' key is changed: duplicates are found meanwhile, under both keys, and afterwards. */
import { rekey } from '../../src/services/claims';
import { nominate } from '../../src/services/nominate';
import { findLikePupils } from '../../src/services/nearPupils';
import type { TestDatabase } from '../support/database';
import { aPupil, aRequest } from '../support/pupils';
import { aWorld, type World } from '../support/world';

let database: TestDatabase;
let world: World;
beforeAll(async () => ({ database, world } = await aWorld()));
beforeAll(() => world.opens());
afterAll(() => database.close());

test('known under the old key, the new one, or both', async () => {
  const college = await world.institution({ quota: 5 });
  const head = await world.member('principal', [college]);
  const old = world.services;
  const [first, second] = [aPupil(), aPupil()];
  await nominate(old, head, aRequest(college.uai, { pupil: first }));
  const both = { ...old, pupilSecret: 'a new secret of the tests', previousPupilSecret: old.pupilSecret };
  const { previousPupilSecret: _old, ...fresh } = both;

  const again = aRequest(college.uai, { pupil: { ...first, className: '5EA' } });
  expect(await nominate(both, head, again)).toEqual({ outcome: 'duplicate', institution: college.uai });
  const like = await findLikePupils(both, head, { id: 'form', institution: college.uai, pupil: first });
  expect(like).toEqual({ near: null, duplicate: { institution: college.uai, isProposed: false } });
  await nominate(both, head, aRequest(college.uai, { pupil: second }));

  expect(await rekey(database.store, fresh)).toEqual({ rekeyed: 1, twice: [] });
  expect(await rekey(database.store, fresh)).toEqual({ rekeyed: 0, twice: [] });
  for (const pupil of [first, second])
    expect(await nominate(fresh, head, aRequest(college.uai, { pupil }))).toMatchObject({ outcome: 'duplicate' });
});
