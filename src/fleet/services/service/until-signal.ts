/** Runs a service until SIGINT or SIGTERM, then lets it shut down gracefully; a second signal ends it immediately. */
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
