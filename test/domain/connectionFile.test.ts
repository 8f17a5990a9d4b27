/** Lists of connections in the shapes that ENTs and Pronote export. */
import { readConnectionFile } from '../../src/domain/connectionFile';
import { readTable } from '../../src/files/readTable';

const read = async (text: string) => readConnectionFile(await readTable(new TextEncoder().encode(text)));

test.each<[string, string]>([
  [
    'Pronote',
    '\uFEFFNom;Prénom;Né(e) le;Classe;Dernière connexion\r\nDIALLO;Inès;12/05/2013;4EB;\r\nTRAORÉ;Moussa;03/11/2012;3EA;02/03/2026 08:41\r\n',
  ],
  [
    'an ENT, whole names and profiles',
    'Élève;Profil;Classe;Date de dernière connexion\nDIALLO Inès;Élève;4EB;Jamais\nTRAORÉ Moussa;Élève;3EA;2026-03-02T08:41:00\nTRAORÉ Awa;Parent;3EA;\n',
  ],
  ['English', 'Surname,First name,Class,Last login\nDIALLO,Inès,4EB,never\nTRAORÉ,Moussa,3EA,02/03/2026\n'],
  [
    'with all that is not kept',
    'UAI;Nom;Prénom;INE;Courriel responsable;Téléphone;Classe;Dernier accès\n0931184G;DIALLO;Inès;1234567890A;a@b.fr;0600000000;4EB;-\n0931184G;TRAORÉ;Moussa;1234567890B;;;3EA;2/3/26\n'.replace(
      ';-\n',
      ';\n',
    ),
  ],
])('%s', async (_name, text) => {
  const file = (await read(text))!;
  expect(file.bad).toEqual([]);
  expect(file.pupils).toHaveLength(2);
  expect(file.pupils[0]).toMatchObject({ lastName: 'DIALLO', firstName: 'Inès', className: '4EB' });
  expect(file.pupils[0]!.seenOn).toBeUndefined();
  expect(file.pupils[1]).toMatchObject({ lastName: 'TRAORÉ', firstName: 'Moussa', seenOn: '2026-03-02' });
  expect(JSON.stringify(file)).not.toMatch(/1234567890|a@b|0600000000/);
});

test('a day that cannot be read, a name that is none: the line is told, the others are read', async () => {
  const file = (await read('Nom;Prénom;Dernière connexion\nDIALLO;Inès;hier peut-être\n;Moussa;\nSOW;Awa;Jamais\n'))!;
  expect(file.bad).toEqual([2, 3]);
  expect(file.pupils.map(({ lastName }) => lastName)).toEqual(['SOW']);
});

test.each([
  'Nom;Prénom;Classe\nDIALLO;Inès;4EB\n',
  'ICCID;PUK\n8933107951152261293;1\n',
  'Classe;Dernière connexion\n4EB;\n',
])('no such list: %j', async (text) => {
  expect(await read(text)).toBeNull();
});
