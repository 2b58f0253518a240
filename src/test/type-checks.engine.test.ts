import { typeChecks } from './support/type-checks.ts';

typeChecks('TypeScript 7', 'typescript');
