/** A hand scanner types, and so does a phone's own: a serial alone is an article in somebody's hand. */
import { readSerial } from '../../src/domain/serial';
import { serialsIn } from '../../src/domain/serialFile';
import { may } from '../../src/services/authorise';
import type { Turn } from '../turn';

/** Two digits in three are what no other message has. */
const LEAST_DIGITS = 10;

/** What a message that is nothing but serials asks for; null for any other. */
export function commandOfScan({ actor }: Turn, text: string): 'serials' | 'handOver' | null {
  const rows = serialsIn(text);
  const areSerials = rows.length > 0 && rows.every(({ serial }) => isScanned(serial));
  if (!areSerials) return null;
  if (may(actor, 'steer')) return 'serials';
  return may(actor, 'handOver') && rows.length === 1 ? 'handOver' : null;
}

function isScanned(serial: string): boolean {
  const digits = serial.replace(/\D/g, '').length;
  if (digits < LEAST_DIGITS || digits < serial.replace(/\s/g, '').length / 2) return false;
  return !('problem' in readSerial(serial, 'sim')) || !('problem' in readSerial(serial, 'tablet'));
}
