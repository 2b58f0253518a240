/**
 * Loads our own modules without their source maps, each of which Node would read and parse. Afterwards source maps are
 * enabled, so that an error in a user's definition has its line.
 */
export async function withoutSourceMaps<T>(load: () => Promise<T>): Promise<T> {
  process.setSourceMapsEnabled(false);
  try {
    return await load();
  } finally {
    process.setSourceMapsEnabled(true);
  }
}
