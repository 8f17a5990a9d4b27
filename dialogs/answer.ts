/** What a person answered: something typed, or a button with what its card's inputs held. */
import { type Activity, ActivityTypes } from 'botbuilder';
import { visible } from '../src/domain/words';

export type Answer =
  | { kind: 'text'; text: string }
  | { kind: 'click'; data: Record<string, string> }
  /** A file that was sent, and where Teams keeps it. */
  | { kind: 'file'; url: string }
  /** What was said to a file that was offered, and where Teams wants it. */
  | { kind: 'consent'; document: string; upload: Upload | null }
  | { kind: 'nothing' };

export interface Upload {
  uploadUrl: string;
  /** The same file, for whoever opens it. */
  contentUrl: string;
  name: string;
  uniqueId: string;
  fileType: string;
}

/** Longer than any answer: what is pasted by mistake is not read. In characters. */
export const LONGEST_TEXT = 500;
/** A list of serials may be longer: some 280 cards, well within what a message may hold (learn.microsoft.com, Teams limits: 100 KB in UTF-16). In characters. */
export const LONGEST_LIST = 6_000;
/** The fields of forms that take one. */
const LISTS: ReadonlySet<string> = new Set(['numbers']);
const MOST_FIELDS = 30;

/** Only texts come out: an operator or an array in a card's data is dropped, whatever sent it. */
function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  const texts = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const most = (name: string): number => (LISTS.has(name) ? LONGEST_LIST : LONGEST_TEXT);
  return Object.fromEntries(
    texts.slice(0, MOST_FIELDS).map(([name, text]) => [name, visible(text.slice(0, most(name)))]),
  );
}

/** learn.microsoft.com, "Send and receive files from a bot": what an invoke `fileConsent/invoke` carries. */
function consentOf(value: unknown): Answer {
  const { action, context, uploadInfo } = (value ?? {}) as Record<string, unknown>;
  const { document = '' } = textsOf(context);
  const info = uploadInfo as Record<string, unknown> | undefined;
  const text = (name: keyof Upload): string => {
    const found = info?.[name];
    return typeof found === 'string' && found.length <= LONGEST_URL ? found : '';
  };
  const upload: Upload = {
    ...{ uploadUrl: text('uploadUrl'), contentUrl: text('contentUrl') },
    ...{ name: text('name'), uniqueId: text('uniqueId'), fileType: text('fileType') },
  };
  return { kind: 'consent', document, upload: action === 'accept' && upload.uploadUrl ? upload : null };
}

/** An `Action.Execute` comes as an invoke, an `Action.Submit` as a message with a value. */
export function answerOf(activity: Activity): Answer {
  const value: unknown = activity.value;
  if (activity.type === String(ActivityTypes.Invoke) && activity.name === 'fileConsent/invoke') return consentOf(value);
  if (activity.type === String(ActivityTypes.Invoke))
    return { kind: 'click', data: textsOf((value as { action?: { data?: unknown } } | undefined)?.action?.data) };
  if (value !== undefined && value !== null) return { kind: 'click', data: textsOf(value) };
  const url = fileIn(activity.attachments);
  if (url !== undefined) return { kind: 'file', url };
  const text = visible(withoutMentions(activity.text ?? '')).trim();
  return text ? { kind: 'text', text } : { kind: 'nothing' };
}

/** learn.microsoft.com, "Send and receive files from a bot": a file of a private chat comes as an attachment of this type. */
const FILE = 'application/vnd.microsoft.teams.file.download.info';
const LONGEST_URL = 4_000;

function fileIn(attachments: unknown): string | undefined {
  if (!Array.isArray(attachments)) return undefined;
  for (const each of attachments.slice(0, MOST_FIELDS) as ({ contentType?: unknown; content?: unknown } | null)[]) {
    const url = (each?.content as { downloadUrl?: unknown } | null | undefined)?.downloadUrl;
    if (each?.contentType === FILE && typeof url === 'string' && url.length <= LONGEST_URL) return url;
  }
  return undefined;
}

const withoutMentions = (text: string): string => text.replace(/<at>[^<]*<\/at>/g, ' ');
