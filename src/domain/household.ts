/** The code of a household: made for its first child, told to the family, declared for the next. It says nothing of who they are. */
import { createHash } from 'node:crypto';

/** Letters and digits that nobody takes for one another when they are read aloud, or from paper. */
const SIGNS = 'ABCDEFGHJKMNPQRTUVWXYZ2346789';
const LENGTH = 6;

/** @param nomination the id of the first child's: another one each, with hundreds of millions of codes */
export function householdOf(nomination: string): string {
  const bytes = createHash('sha256').update(`household/${nomination}`).digest();
  return Array.from({ length: LENGTH }, (_, i) => SIGNS[bytes.readUInt16BE(i * 2) % SIGNS.length]).join('');
}

/** As typed: `k7q 2mx`. Null when it is no such code. */
export function readHousehold(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s.-]/g, '');
  return plain.length === LENGTH && [...plain].every((sign) => SIGNS.includes(sign)) ? plain : null;
}
