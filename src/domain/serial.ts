/** Serial numbers as they are printed, typed, scanned, and damaged by spreadsheets. */
import type { Kind } from './campaign';
import { visible } from './words';

/** A number that was checked: only `readSerial` makes one. */
export type Serial = string & { readonly __serial: unique symbol };

export type SerialProblem =
  | 'empty'
  /** A spreadsheet has made a number of it (`8,93310E+18`): its last digits are lost. */
  | 'damaged'
  /** Its check digit is another. */
  | 'check'
  /** As many digits as no such number has. */
  | 'length'
  /** Signs that no serial has. */
  | 'signs';

export type ReadSerial =
  /** `isRound`: it ends as one that a spreadsheet has rounded, and is right only among others that are not. */
  | { serial: Serial; isForeign?: true; isRound?: true }
  /** What is printed on the card's own body: the last digits, which name it among those that are known. */
  | { tail: string }
  | { problem: SerialProblem };

/** `8,93E+18`, `8.9331E18`, and the zeros that fill one up once it is opened again. */
const DAMAGED = /^\d(?:[.,]\d+)?E\+?\d{1,2}$/i;
/** A double keeps 15 digits (IEEE 754): a spreadsheet writes zeros for the others. One number in ten thousand has them by itself. */
const ROUNDED = /^\d{15}0{4,5}$/;
const ROUNDED_IMEI = /^\d{10}0{5}$/;

/** The whole number, with its check digit: ITU-T E.118. */
const ICCID_DIGITS = 19;
/** Printed on the card's body. */
export const TAIL_DIGITS = 13;
/** Telecommunications (89), France (33): ITU-T E.118. */
const FRANCE = '8933';
const TELECOM = '89';
/** 3GPP TS 23.003: 14 digits and a check digit. */
const IMEI_DIGITS = 15;
const LONGEST = 30;
const SHORTEST_MAKERS = 5;

/** Luhn's check digit: ISO/IEC 7812-1, annex B. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

/** Whether its articles have a line. */
export const hasLine = (kind: Kind): boolean => kind === 'sim' || kind === 'router';

/** Reads a serial of an article of this kind: of a card its ICCID; of a device its IMEI, or what the maker calls it. */
export function readSerial(typed: string, kind: Kind): ReadSerial {
  const plain = visible(typed.normalize('NFKC'))
    .trim()
    .replace(/^(?:iccid|imei|sn|s\/n|n°|no)(?:\s*[:=]\s*|\s+)/i, '')
    .replace(/['"=]/g, '')
    .replace(/[\s.\-\u2010-\u2015_]/gu, (sign, _at: number, all: string) => (DAMAGED.test(all.trim()) ? sign : ''))
    .toUpperCase();
  if (!plain) return { problem: 'empty' };
  if (DAMAGED.test(plain)) return { problem: 'damaged' };
  return kind === 'sim' ? readIccid(plain) : readDevice(plain);
}

function readIccid(plain: string): ReadSerial {
  const digits = /^\d{19}F$/.test(plain) ? plain.slice(0, -1) : plain; // the filler of an odd number of digits: ETSI TS 102 221
  if (!/^\d+$/.test(digits)) return { problem: 'signs' };
  const isRound = ROUNDED.test(digits);
  if (isRound && !isWhole(digits)) return { problem: 'damaged' };
  if (digits.length === TAIL_DIGITS) return { tail: digits };
  if (digits.length !== ICCID_DIGITS || !digits.startsWith(TELECOM)) return { problem: 'length' };
  if (!isWhole(digits)) return { problem: 'check' };
  return {
    serial: digits as Serial,
    ...(!digits.startsWith(FRANCE) && { isForeign: true as const }),
    ...(isRound && { isRound: true as const }),
  };
}

const isWhole = (digits: string): boolean => digits.length === ICCID_DIGITS && isLuhn(digits);

function readDevice(plain: string): ReadSerial {
  if (!/^[A-Z0-9/]+$/.test(plain)) return { problem: 'signs' };
  if (/^\d{15}$/.test(plain)) {
    const isRound = ROUNDED_IMEI.test(plain);
    if (!isLuhn(plain)) return { problem: isRound ? 'damaged' : 'check' };
    return { serial: plain as Serial, ...(isRound && { isRound: true as const }) };
  }
  if (/^\d+$/.test(plain) && plain.length > IMEI_DIGITS) return { problem: 'length' };
  if (plain.length < SHORTEST_MAKERS || plain.length > LONGEST) return { problem: 'length' };
  return { serial: plain as Serial };
}

/** As it is read aloud and compared: in groups of four. */
export const shownSerial = (serial: string): string =>
  /^\d+$/.test(serial) ? serial.replace(/(\d{4})(?=\d)/g, '$1 ') : serial;

export const tailOf = (serial: string): string => serial.slice(-TAIL_DIGITS);
