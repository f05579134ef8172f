"""The same features in scikit-learn, then KMeans: python3 scikit-learn.py <tickets.csv> <clusters> <out.csv> <sparse|svd>

Word 1-2-grams and word-bounded character 3-5-grams, TF-IDF with the weights of the built-in engine. `svd` puts a truncated SVD of 150
dimensions before KMeans, as most people do; `sparse` does not. Prints seconds, processor seconds and peak memory as JSON.
"""

import csv
import json
import resource
import sys
import time

started = time.time()

from scipy.sparse import hstack
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

file, clusters, out, kind = sys.argv[1:5]
with open(file, encoding="utf-8", newline="") as source:
    rows = [(row["id"], row["body"]) for row in csv.DictReader(source)]
texts = [text for _, text in rows]


def view(weight, **options):
    vectoriser = TfidfVectorizer(min_df=2, max_df=0.2, sublinear_tf=True, norm=None, **options)
    return vectoriser.fit_transform(texts) * weight


features = normalize(
    hstack(
        [
            view(1.0, stop_words="english"),
            view(0.7, stop_words="english", ngram_range=(2, 2)),
            view(0.5, analyzer="char_wb", ngram_range=(3, 5)),
        ]
    ).tocsr()
)
if kind == "svd":
    features = normalize(TruncatedSVD(150, random_state=1).fit_transform(features))
labels = KMeans(int(clusters), n_init=3, random_state=1).fit_predict(features)
with open(out, "w", encoding="utf-8", newline="") as target:
    writer = csv.writer(target)
    writer.writerow(["id", "cluster"])
    writer.writerows((row[0], label) for row, label in zip(rows, labels))

usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "seconds": time.time() - started,
            "processorSeconds": usage.ru_utime + usage.ru_stime,
            "peakMemoryMb": usage.ru_maxrss / 1024,
        }
    )
)
