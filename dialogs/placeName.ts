import type { Institution, InstitutionKind } from '../src/domain/institution';
import type { Translate } from '../src/texts';

/** `du collège`, `de la circonscription`: what a sentence has to know of a name. */
export const isMasculine = (kind: InstitutionKind | undefined): boolean => kind === 'college' || kind === 'lycee';

type Place = Pick<Institution, 'name' | 'communes'>;

const saysItsCommune = ({ name, communes: [commune = ''] }: Place): boolean => name.includes(commune);

/** An institution with its commune, where its name does not say it; escaped for Markdown. */
export const placeName = (t: Translate, place: Place): string =>
  saysItsCommune(place)
    ? t('common:plain', { text: place.name })
    : t('common:at', { name: place.name, commune: place.communes[0] });

/** The same for a button or a list, which show no Markdown. */
export const plainPlaceName = (t: Translate, place: Place): string =>
  saysItsCommune(place) ? place.name : t('common:atPlain', { name: place.name, commune: place.communes[0] });
