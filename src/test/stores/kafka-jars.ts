import { mavenJars, missingForJava } from './maven-jars.ts';

/** Why this machine cannot run a Kafka broker; undefined if it can. */
export function missingForKafka(): Promise<string | undefined> {
  return missingForJava('kafka');
}

/** Path of the folder with the broker's jars. */
export function kafkaJars(): Promise<string> {
  return mavenJars('kafka');
}
