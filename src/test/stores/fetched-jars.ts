import { mavenJars, missingForJava } from './maven-jars.ts';

/** Fetches the jars before the tests, because two test files starting together would write to the same folder. */
export async function setup(): Promise<void> {
  for (const program of ['kafka', 'zookeeper'] as const)
    // The tests that need it report what is missing.
    if ((await missingForJava(program)) === undefined) await mavenJars(program);
}
