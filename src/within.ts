/**
 * What a promise comes to; what `late` says instead, or throws, once so many milliseconds have passed. The promise itself goes on: what
 * becomes of it after that is told to nobody.
 * @throws what the promise or `late` throws
 */
export async function within<T>(ms: number, work: Promise<T>, late: () => T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  work.catch(() => undefined);
  try {
    return await Promise.race([work, over.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
