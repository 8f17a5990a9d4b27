/** The sample data of `data/`, as tests that need no database read them. */
import { parse } from 'csv-parse/sync';
import fs from 'node:fs';
import path from 'node:path';
import type { Institution, InstitutionKind } from '../../src/domain/institution';
import { institutionColumns, isBadRow, readInstitutionRow } from '../../src/domain/institutionFile';
import { projectRoot } from '../../src/projectRoot';

const DATA = path.join(projectRoot(), 'data');

export function institutionsIn(file: string, usual?: InstitutionKind): Institution[] {
  const text = fs.readFileSync(path.join(DATA, file), 'utf8');
  const [head = [], ...rows] = parse(text, { bom: true, delimiter: ';', relax_column_count: true });
  const { columns } = institutionColumns(head)!;
  return rows.map((cells) => {
    const row = readInstitutionRow(columns, cells, usual);
    if (isBadRow(row)) throw new Error(`${file}: ${row.problem} ${row.value}`);
    const { districtName: _name, number: _number, ...institution } = row;
    return institution as Institution;
  });
}

/** The collèges and districts of the Seine-Saint-Denis. */
export const seineSaintDenis = (): Institution[] => [
  ...institutionsIn('colleges-93.csv', 'college'),
  ...institutionsIn('circonscriptions-93.csv', 'circonscription'),
];
