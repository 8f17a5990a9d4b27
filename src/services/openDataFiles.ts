/** Reads `data/`: the collèges and circonscriptions of the 93, as open data publish them (data/SOURCES.md). */
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Institution } from '../domain/institution';
import { parseUai, type Uai } from '../domain/uai';
import { fold } from '../domain/words';

/** An institution with what its share is reckoned by. */
export interface WeighedInstitution extends Institution {
  pupils: number;
}

type Row = Record<string, string>;

/** Columns are found by their name, never by their place. */
const rowsOf = (dir: string, file: string): Row[] =>
  parse(readFileSync(path.join(dir, file), 'utf8'), { bom: true, columns: true, delimiter: ';', trim: true });

function uaiOf(row: Row, file: string, line: number): Uai {
  const uai = parseUai(row.uai ?? '');
  if (!uai) throw new Error(`${file}, row ${line}: '${row.uai}' is not a UAI (its check letter is verified)`);
  return uai;
}

function pupilsOf(value: string | undefined, file: string, line: number): number {
  const pupils = Number(value);
  if (!value || !Number.isInteger(pupils) || pupils < 0) throw new Error(`${file}, row ${line}: no number of pupils`);
  return pupils;
}

const priorityOf = (value: string | undefined): Pick<Institution, 'priority'> =>
  value === 'REP' || value === 'REP+' ? { priority: value } : {};

/** The 130 public collèges, by their pupils. @throws Error naming the row that is wrong */
export function readColleges(dir: string): WeighedInstitution[] {
  const file = 'colleges-93.csv';
  return rowsOf(dir, file).map((row, i) => ({
    uai: uaiOf(row, file, i + 2),
    kind: 'college',
    name: row.name ?? '',
    communes: [row.commune ?? ''],
    pupils: pupilsOf(row.pupils, file, i + 2),
    ...priorityOf(row.rep),
  }));
}

/**
 * The 31 districts whose code is known, by their REP pupils; rows without a code are gaps of the source.
 * @param colleges whose communes are written with their small letters
 * @throws Error naming the row that is wrong
 */
export function readCirconscriptions(dir: string, colleges: WeighedInstitution[]): WeighedInstitution[] {
  const file = 'circonscriptions-93.csv';
  const spelling = new Map(colleges.flatMap(({ communes }) => communes.map((commune) => [fold(commune), commune])));
  return rowsOf(dir, file)
    .map((row, i) => ({ row, line: i + 2 }))
    .filter(({ row }) => row.uai !== '')
    .map(({ row, line }) => {
      const uai = uaiOf(row, file, line);
      const communes = (row.communes ?? '').split('|').map((commune) => spelling.get(fold(commune)) ?? commune.trim());
      return {
        uai,
        kind: 'circonscription',
        name: `Circonscription ${(row.name ?? '').replace('second code', uai)}`, // the source has Bobigny 1 under two codes
        communes,
        pupils: pupilsOf(row.elem_pupils_rep_2022, file, line),
      };
    });
}
