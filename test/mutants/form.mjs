import { layer } from './layer.mjs';

export default layer(['dialogs/form/*.ts'], ['conversations/{nominate-by-card,nominate-by-typing,near-names}.test.ts']);
