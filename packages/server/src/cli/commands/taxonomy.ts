import type { CommandGroup } from '../command.ts';
import { create, merge, move, remove, rename } from '../taxonomy/change.ts';
import { check } from '../taxonomy/check.ts';
import { exportOutline, importOutline } from '../taxonomy/exchange.ts';
import { show } from '../taxonomy/show.ts';
import { accept, reject, suggestions } from '../taxonomy/suggestions.ts';

/** `ticket-ai taxonomy` */
export const taxonomy: CommandGroup = {
  commands: {
    show,
    check,
    create,
    rename,
    move,
    merge,
    remove,
    export: exportOutline,
    import: importOutline,
    suggestions,
    accept,
    reject,
  },
  defaultCommand: 'show',
};
