export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Progress, beside what is piped on. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);
