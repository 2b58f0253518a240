import packageFile from '../../../../package.json' with { type: 'json' };

/** Libraries that only the services need, with the versions they are tested with. */
export const serviceLibraries: Readonly<Record<string, string>> = packageFile.peerDependencies;
