import fc from 'fast-check';
import { isLuhn, readSerial, shownSerial } from '../../src/domain/serial';

const withCheck = (digits: string): string =>
  [...'0123456789'].map((check) => digits + check).find((whole) => isLuhn(whole))!;
const GOOD = '8933107951152261293';

test.each([
  [GOOD, GOOD],
  ['8933 1079 5115 2261 293', GOOD],
  ['8933-1079-5115-2261-293', GOOD],
  [`${GOOD}F`, GOOD],
  [`${GOOD}f`, GOOD],
  [`ICCID: ${GOOD}`, GOOD],
  [`'${GOOD}`, GOOD],
  [`="${GOOD}"`, GOOD],
  ['８９３３１０７９５１１５２２６１２９３', GOOD],
])('an ICCID as it is printed, typed or exported: %s', (typed, serial) => {
  expect(readSerial(typed, 'sim')).toEqual({ serial });
});

test.each([
  ['', 'empty'],
  ['8,93E+18', 'damaged'],
  ['8,93310E+18', 'damaged'],
  ['8.93311E18', 'damaged'],
  ['8933107951152260000', 'damaged'],
  ['8933107951152261294', 'check'],
  ['893310795115226129', 'length'],
  ['893310795115226129312', 'length'],
  ['1233107951152261293', 'length'],
  ['893310795115226129O', 'signs'],
])('what cannot be one is refused: %s (%s)', (typed, problem) => {
  expect(readSerial(typed, 'sim')).toEqual({ problem });
});

test('one that ends in zeros by itself is right, and told from one that a spreadsheet has rounded', () => {
  expect(readSerial('8933011000000010000', 'sim')).toEqual({ serial: '8933011000000010000', isRound: true });
  expect(readSerial('8933011000000020000', 'sim')).toEqual({ problem: 'damaged' });
});

test('its last 13 digits name it among those that are known', () => {
  expect(readSerial(GOOD.slice(-13), 'sim')).toEqual({ tail: GOOD.slice(-13) });
});

test('another country’s issuer is taken, and told', () => {
  const serial = withCheck('894920000000000000');
  expect(readSerial(serial, 'sim')).toEqual({ serial, isForeign: true });
});

test.each([
  ['490154203237518', { serial: '490154203237518' }], // 3GPP's own example
  ['490154203237519', { problem: 'check' }],
  ['35-209900-176148-1', { serial: '352099001761481' }],
  ['R52N80ABCDE', { serial: 'R52N80ABCDE' }],
  ['sn: r52n80abcde', { serial: 'R52N80ABCDE' }],
  ['3,52099E+14', { problem: 'damaged' }],
  ['12', { problem: 'length' }],
  ['1234567890123456', { problem: 'length' }],
  ['R52N80?', { problem: 'signs' }],
])('a device’s: IMEI, or the maker’s own: %s', (typed, read) => {
  expect(readSerial(typed, 'tablet')).toEqual(read);
});

test('a slip of one digit is always found (Luhn), however it is printed', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^\d{14}$/),
      fc.integer({ min: 4, max: 18 }),
      fc.integer({ min: 1, max: 9 }),
      (digits, at, by) => {
        const serial = withCheck(`8933${digits}`);
        if (/0{4}$/.test(serial)) return; // what a spreadsheet writes
        expect(readSerial(shownSerial(serial), 'sim')).toEqual({ serial });
        const slip = [...serial];
        slip[at] = String((Number(slip[at]) + by) % 10);
        expect(readSerial(slip.join(''), 'sim')).toMatchObject({ problem: expect.any(String) as string });
      },
    ),
  );
});
