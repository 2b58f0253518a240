import { mavenJars, missingForJava } from './maven-jars.ts';

/** Fetches the jars before a test needs them: two test files that start at once would write one folder. */
export async function setup(): Promise<void> {
  for (const program of ['kafka', 'zookeeper'] as const)
    // The tests that need one say what is missing.
    if ((await missingForJava(program)) === undefined) await mavenJars(program);
}
