/** Runs a service until SIGINT or SIGTERM, then gives it the time to end in order; a second signal ends it at once, as Node does. */
export async function untilSignal(run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    await run(controller.signal);
  } finally {
    process.removeListener('SIGINT', end).removeListener('SIGTERM', end);
  }
}
