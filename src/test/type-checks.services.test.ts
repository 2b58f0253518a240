import { typeChecks } from './support/type-checks.ts';

// The compiler written in JavaScript takes ten times as long.
typeChecks('TypeScript 5.9', 'typescript-5.9');
