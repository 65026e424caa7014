import { testHeadlessCells } from './test-headless-cells.ts';

testHeadlessCells('SIP edges shared');
