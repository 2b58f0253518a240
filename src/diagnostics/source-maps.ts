/**
 * Loads modules that are not a user's without their source maps, each of which Node would read and parse, and lets Node
 * read those of all that is loaded afterwards, so that an error in a definition names its line.
 */
export async function withoutSourceMaps<T>(load: () => Promise<T>): Promise<T> {
  process.setSourceMapsEnabled(false);
  try {
    return await load();
  } finally {
    process.setSourceMapsEnabled(true);
  }
}
