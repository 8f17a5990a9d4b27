/** Lines of the journal about nominations; each is named after its deed, so that one that is repeated is written once. */
import type { Deed, JournalLine, Stamp } from '../../domain/journal';
import type { Nomination } from '../../store/nomination';

type About = Pick<Nomination, '_id' | 'campaign' | 'institution'>;

export const lineOf = (
  what: Deed,
  { _id: nomination, campaign, institution }: About,
  { by, delegatedBy, at, activity }: Stamp,
  more: Partial<Pick<JournalLine, '_id' | 'unit' | 'reason' | 'day' | 'fields'>> = {},
): JournalLine => ({
  ...{ _id: `${nomination}/${what}`, what, by, at, campaign, institution, nomination },
  ...(delegatedBy !== undefined && { delegatedBy }),
  ...(activity !== undefined && { activity }),
  ...more,
});

/** A unit is given to a nomination. */
export const placedLine = (nomination: About, unit: string, stamp: Stamp): JournalLine =>
  lineOf('placed', nomination, stamp, { _id: `${nomination._id}/placed/${unit}`, unit });
