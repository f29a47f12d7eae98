export { initialSandbox, sandboxActions } from './sandbox-slice.ts';
