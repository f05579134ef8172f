import { childAt, isOn, settingOf, type XmlElement } from './xml-tree.ts';

/** What run properties say about whether text can be seen. Absent: they do not say. */
export interface RunLook {
  readonly isVanished?: boolean;
  readonly halfPoints?: number;
  readonly colour?: string;
  /** A marker or a shade behind the words themselves. */
  readonly hasGround?: boolean;
}

const mostHiddenHalfPoints = 3;
const nearWhite = /^fffff[c-f]$/i;

/** Reads run properties: of a run, a style or the defaults. */
export function lookOf(properties: XmlElement | undefined): RunLook {
  const vanish = childAt(properties, 'w:vanish');
  const size = settingOf(childAt(properties, 'w:sz'));
  const colour = settingOf(childAt(properties, 'w:color'));
  const marker = childAt(properties, 'w:highlight');
  const isMarked = isOn(marker) || hasShade(properties);
  const isSaid = marker !== undefined || childAt(properties, 'w:shd') !== undefined;
  return {
    ...(vanish === undefined ? {} : { isVanished: isOn(vanish) }),
    ...(size === undefined ? {} : { halfPoints: Number(size) }),
    ...(colour === undefined ? {} : { colour }),
    ...(isSaid ? { hasGround: isMarked } : {}),
  };
}

/** How a run looks in the end. Hidden by its paragraph and by its character style, it is shown: Word lets the two toggle. What the run itself says holds. */
export function combinedLook(paragraph: RunLook, character: RunLook, own: RunLook): RunLook {
  const isToggled = (paragraph.isVanished ?? false) !== (character.isVanished ?? false);
  return { ...paragraph, ...character, ...own, isVanished: own.isVanished ?? isToggled };
}

/** Whether nobody sees text of this look. */
export function isUnseen({ isVanished, halfPoints, colour, hasGround }: RunLook, isShaded: boolean): boolean {
  if (isVanished || (halfPoints !== undefined && halfPoints <= mostHiddenHalfPoints)) return true;
  return nearWhite.test(colour ?? '') && !isShaded && hasGround !== true;
}

/** Whether properties give a ground that is not white. */
export function hasShade(properties: XmlElement | undefined): boolean {
  const shade = childAt(properties, 'w:shd');
  const fill = shade?.attributes['w:fill'] ?? 'auto';
  return (
    shade !== undefined && (shade.attributes['w:themeFill'] !== undefined || !/^(?:auto|ffffff)$/i.test(fill))
  );
}
