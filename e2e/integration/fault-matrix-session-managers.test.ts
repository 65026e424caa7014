import { testHeadlessCells } from './test-headless-cells.ts';

testHeadlessCells('session managers');
