import { layer } from './layer.mjs';

export default layer(['src/domain/*.ts'], ['domain/*.test.ts']);
