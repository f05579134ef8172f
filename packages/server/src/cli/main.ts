import { dispatch } from './dispatch.ts';
import { exitOnClosedPipe } from './output/terminal.ts';

exitOnClosedPipe();
process.exitCode = await dispatch(process.argv.slice(2));
