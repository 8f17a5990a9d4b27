/** The files do not hold what was acknowledged: nothing is served, and what was found is kept. */
export class FilesDamaged extends Error {
  readonly code = 'EMBEDDED_DAMAGED';

  /** @param reason which of the proofs failed */
  constructor(
    readonly dir: string,
    readonly reason: string,
    readonly kept: string,
  ) {
    super(`The files in ${dir} are damaged (${reason}). They are kept as they were found in ${kept}. Restore a copy.`);
  }
}
