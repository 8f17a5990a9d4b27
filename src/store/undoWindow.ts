import { trusted } from 'mongoose';
import type { UndoWindow } from '../domain/undo';

/** Matches the instant of an act that can be taken back. */
export const isWithin = ({ from, upTo }: UndoWindow) => trusted({ $gte: from, $lte: upTo });
