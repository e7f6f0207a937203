import type { DropdownProps, MenuProps } from 'antd';

/**
 * For a menu that may be higher than the room above and below the place where it opens: it moves as far as it must, to
 * the edge of the window. The gap that Ant Design leaves would be added beyond that edge. It knows the shifts, its types
 * do not.
 */
export const withinWindow = {
  align: { offset: [0, 0] },
  autoAdjustOverflow: { adjustX: 1, adjustY: 1, shiftX: true, shiftY: true } as NonNullable<
    DropdownProps['autoAdjustOverflow']
  >,
} satisfies DropdownProps;

const overflow = { adjustX: true, adjustY: true, shiftX: true, shiftY: true };

/** The same for the menus within a menu, which open beside their line. */
export const submenusWithinWindow = {
  builtinPlacements: {
    rightTop: { points: ['tl', 'tr'], overflow },
    leftTop: { points: ['tr', 'tl'], overflow },
  },
} satisfies MenuProps;

/** The same for the choices of a box, which Ant Design moves too, but leaves the gap. */
export const choicesWithinWindow = {
  bottomLeft: { points: ['tl', 'bl'], overflow },
  topLeft: { points: ['bl', 'tl'], overflow },
};
