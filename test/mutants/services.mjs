import { layer } from './layer.mjs';

export default layer(
  ['src/services/*.ts', 'src/store/*.ts'],
  ['services/*.test.ts', 'store/retry.test.ts', 'contract/{services,half-done,conversations}.test.ts'],
);
