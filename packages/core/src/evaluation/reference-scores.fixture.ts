/**
 * Labelings (one letter per item, `.` unassigned) with the values an independent implementation in Python gives for them (log-gamma
 * expectation, dense Hungarian method), to 12 places.
 */
export const referenceScores = [
  {
    name: 'noisy',
    gold: 'adcabbcdaadbcabcafeaabfaabaabbaaabaadbcafdaaccfbdcabedbbaadbabccabbdbabaacfbbabfcbdabfbbabfaddecdbbbaebabbaabbbbaaabdddd',
    predicted:
      'ccffeafaccaafccacaaaeaabfaccabccfaccabfcaaccefabafaaaacaacdfcaffccaaacaccbadaceafabaaaaafaaeaecfaaeaaadcafccaaadcccdaaaa',
    scores: {
      accuracy: 0.516666666667,
      ari: 0.218512209765,
      ami: 0.253262893694,
      nmi: 0.310397733608,
      purity: 0.591666666667,
      homogeneity: 0.298956691646,
      completeness: 0.322749316901,
    },
  },
  {
    name: 'too few clusters',
    gold: 'iiaafddbcccabbdiicbaaabbbgccaabacidagedheebiiaedbcchcfbggbchdcabdahahbidccdcbacicafdhaeada',
    predicted: 'aaaaccccbaaabccaaacaaacccaaaabcaaacaaacaaacaaaaccaaaabcaaaaaccaccaaaacacabcabaaaaabaaaaacc',
    scores: {
      accuracy: 0.344444444444,
      ari: 0.155500408082,
      ami: 0.288786408641,
      nmi: 0.338084125574,
      purity: 0.344444444444,
      homogeneity: 0.239419480733,
      completeness: 0.57507030061,
    },
  },
  {
    name: 'too many clusters',
    gold: 'aaaaaaabaacabababcabbabaaacabcbcabaccaaacaaaaaaaacbcbcbabccababaaabcabaaabcaaabaccacaaaaaa',
    predicted: 'nmttttblsfttitinthtghgitttqlsethqhthettdatrtrhtttiikbbiqcegeifrtltigtnktoieddtmdaepettttkc',
    scores: {
      accuracy: 0.455555555556,
      ari: 0.212739709949,
      ami: 0.162160239839,
      nmi: 0.276588128057,
      purity: 0.777777777778,
      homogeneity: 0.487283786843,
      completeness: 0.193095815757,
    },
  },
  {
    name: 'a third unassigned',
    gold: 'aaaaaaeccabaaaaecccaabcddabbbabaedbadbddbabaaacaababbaeaaabaacabdaaacbaaababdeceaaecaebcaaaaaeaaaaca',
    predicted:
      'cccdcc...ce.c.cbd..cceaddc.ee.e..de..c.dececc..cc.cgecbcececcae.b.cb..cc..cedbabcc.aabegc.c.c...ccec',
    scores: {
      accuracy: 0.6,
      ari: 0.443984845411,
      ami: 0.374844438434,
      nmi: 0.535779809848,
      purity: 0.9,
      homogeneity: 0.784107802519,
      completeness: 0.406910658552,
    },
  },
  {
    name: 'unrelated',
    gold: 'bcceceabebdababbaaaecacabaadaaedaebbaebedaaaaaababaacbabcaeacdacabaaaeaceeaabcaccdaeaabeaebaaaaabeaa',
    predicted:
      'dbdcbeddeccccbeccddebddeccbbabcedbadeeecebdeaeebdbccceaabbcdaccceeedddbadddcebaddbacbbeaabecceeecbdc',
    scores: {
      accuracy: 0.29,
      ari: -0.010931919039,
      ami: -0.000523546926,
      nmi: 0.060546297015,
      purity: 0.46,
      homogeneity: 0.064402711728,
      completeness: 0.057125631637,
    },
  },
  {
    name: 'nothing assigned',
    gold: 'ccaaabababacbabbabcacbcaaccaaa',
    predicted: '..............................',
    scores: {
      accuracy: 0.1,
      ari: 0.0,
      ami: 0.0,
      nmi: 0.475414406205,
      purity: 1.0,
      homogeneity: 1.0,
      completeness: 0.311831889361,
    },
  },
] as const;
