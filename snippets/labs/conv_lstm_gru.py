# %% [markdown] lang="ko" description="같은 데이터를 Conv1D, LSTM, GRU로 학습해 정확도, 파라미터 수, 시간을 견주는 실습입니다."
# # 같은 데이터를 Conv1D, LSTM, GRU로 { #conv-lstm-gru }
#
# 시퀀스(sequence)를 읽는 레이어는 여럿입니다. [Conv1D](../convolution/conv1d.md)는 창(window)을 밀며 가까운 값들의 모양을 찾고, [LSTM](../recurrent/lstm.md)과 [GRU](../recurrent/gru.md)는 앞에서부터 읽으며 상태(state)를 이어 갑니다. 어느 것이 더 좋은지 묻는 글은 많지만, 답은 **무엇을 묻는가**에 달려 있습니다.
#
# 이 실습에서는 같은 시퀀스에 물음 두 개를 던집니다. 하나는 가까운 값들의 모양을, 다른 하나는 멀리 떨어진 두 값의 순서를 묻습니다. 정확도, 파라미터(parameter) 수, 시간을 함께 봅니다. 레이어를 이름값이 아니라 문제에 맞추어 고르려는 것입니다.
#
# 먼저 예상해 봅니다.
#
# - 두 물음에 모두 잘 답하는 레이어가 있을까요?
# - 파라미터가 가장 적은 것은 어느 것일까요?
# - 가장 빠른 것은 어느 것일까요?
# %% [markdown] lang="en" description="An experiment you can run: the same data through Conv1D, LSTM and GRU, by accuracy, parameters and time."
# # The same data through Conv1D, LSTM and GRU { #conv-lstm-gru }
#
# Several layers read sequences. [Conv1D](../convolution/conv1d.md) slides a window and looks for shapes of neighbouring values; [LSTM](../recurrent/lstm.md) and [GRU](../recurrent/gru.md) read from the front and carry a state along. Many texts ask which one is better. The answer depends on **what you ask**.
#
# In this lab we put two questions to the same sequences. One is about the shape of neighbouring values, the other about the order of two values far apart. We look at accuracy, number of parameters and time together. The aim is to choose a layer by the problem, not by its name.
#
# Make a prediction first.
#
# - Is there a layer that answers both questions well?
# - Which has the fewest parameters?
# - Which is the fastest?
# %% [markdown] lang="ko"
# ## 준비 { #setup }
#
# 시드를 정하고, 실행할 때마다 같은 순서로 계산하게 합니다. `float64`는 숫자를 더 자세히 적는 자료형입니다. 기계가 달라도 아래의 숫자가 같게 나오도록 골랐습니다. `time`은 시간을 재는 데 씁니다.
# %% [markdown] lang="en"
# ## Set-up { #setup }
#
# We fix the seed and make every run compute in the same order. `float64` is a data type that keeps more digits. We chose it so that the numbers below come out the same on another machine. `time` is for taking the time.
# %%
import time

import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(0)
tf.config.experimental.enable_op_determinism()
tf.keras.config.set_floatx("float64")
layers = tf.keras.layers
# %% [markdown] lang="ko"
# ## 데이터: 시퀀스 하나에 물음 두 개 { #data }
#
# 시퀀스는 60시점(time step)이고 특성(feature)이 둘입니다.
#
# - `signal`: 잡음입니다. 그 어딘가에 여섯 시점 길이의 물결이 하나 숨어 있습니다. 올라갔다 내려가는 것과 내려갔다 올라가는 것, 두 가지가 있습니다.
# - `mark`: 거의 모두 0입니다. 앞쪽에 한 번, 뒤쪽에 한 번 표시가 있고, 하나는 1, 다른 하나는 −1입니다.
#
# 물음도 둘입니다.
#
# - `pattern`: 물결이 올라갔다 내려갈까요? 가까운 여섯 값만 보면 답할 수 있습니다.
# - `order`: 1이 −1보다 먼저 나올까요? 멀리 떨어진 두 시점을 함께 보아야 합니다.
#
# 답은 1과 0이고 거의 반반이므로, 아무렇게나 답하면 정확도가 0.5쯤입니다.
# %% [markdown] lang="en"
# ## Data: one sequence, two questions { #data }
#
# A sequence has 60 time steps with two features.
#
# - `signal`: noise, with a wave of six time steps hidden somewhere in it. There are two kinds of wave, up then down and down then up.
# - `mark`: 0 nearly everywhere. There is one mark early and one late; one of them is 1, the other −1.
#
# There are two questions as well.
#
# - `pattern`: does the wave go up, then down? Six neighbouring values are enough to tell.
# - `order`: does the 1 come before the −1? To tell, one must take two distant time steps together.
#
# The answers are 1 and 0, about half of each, so guessing gives an accuracy of about 0.5.
# %%
rng = np.random.default_rng(0)
steps = 60
wave = np.array([0.5, 1, 0.5, -0.5, -1, -0.5])


def sequences(count):
    x = np.zeros((count, steps, 2))
    x[..., 0] = rng.normal(0, 0.3, (count, steps))
    answers = rng.integers(0, 2, (count, 2))
    pattern, order = 2 * answers.T - 1
    rows = np.arange(count)
    start = rng.integers(0, steps - 5, count)
    for k in range(6):
        x[rows, start + k, 0] += wave[k] * pattern
    x[rows, rng.integers(10, 20, count), 1] = order
    x[rows, rng.integers(40, 50, count), 1] = -order
    return x, answers


x, y = sequences(1000)
test_x, test_y = sequences(1000)
print(x.shape, y.shape)
print("share of 1:", *(f"{share:.2f}" for share in test_y.mean(0)))
# %% alt_ko="시퀀스 두 개의 signal을 선으로, mark를 위나 아래를 향한 세모로 그린 그래프. 하나는 pattern 1, order 0이고 다른 하나는 pattern 0, order 1" alt_en="Two sequences with signal as a line and mark as triangles pointing up or down; one has pattern 1 and order 0, the other pattern 0 and order 1"
figure, axes = plt.subplots(2, 1, figsize=(7, 3.8), sharex=True)
for axis, answer, nth in zip(axes, ([1, 0], [0, 1]), (0, 1), strict=True):
    index = np.flatnonzero((test_y == answer).all(1))[nth]
    signal, mark = test_x[index].T
    axis.plot(signal, color="C0")
    for step in np.flatnonzero(mark):
        axis.plot(step, 2 * mark[step], "C1^" if mark[step] > 0 else "C1v")
        axis.text(step + 1, 2 * mark[step], f"{mark[step]:+.0f}",
                  color="C1", va="center")
    axis.set_title(f"pattern {answer[0]}, order {answer[1]}",
                   loc="left", fontsize=10)
    axis.set_ylim(-2.6, 2.6)
    axis.set_yticks((-1, 0, 1))
    axis.spines[["top", "right"]].set_visible(False)
axes[1].set_xlabel("step")
figure.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# 선이 `signal`, 세모가 `mark`입니다. 세모는 선과 겹치지 않게 위아래로 벌려 그렸습니다. 위에서는 올라갔다 내려가는 물결이 있고 −1이 먼저 나옵니다. 아래에서는 그 반대입니다.
# %% [markdown] lang="en"
# The line is `signal`, the triangles are `mark`, drawn further up and down so that they do not touch the line. At the top there is a wave that goes up, then down, and the −1 comes first. At the bottom it is the other way round.
# %% [markdown] lang="ko"
# ## 모델 { #model }
#
# 시퀀스를 읽는 부분만 다르고, 마지막은 모두 `Dense(2)`입니다. 출력 두 개가 두 물음의 답입니다.
#
# - `Conv1D`: 길이가 7인 창으로 필터(filter) 16개를 밀고, [GlobalMaxPooling1D](../pooling/global_pooling.md)로 필터마다 가장 큰 값 하나만 남깁니다.
# - `LSTM`, `GRU`: 유닛(unit) 16개로 끝까지 읽은 다음의 출력을 씁니다.
# %% [markdown] lang="en"
# ## The models { #model }
#
# They differ in the part that reads the sequence. All end in a `Dense(2)`, whose two outputs answer the two questions.
#
# - `Conv1D`: 16 filters slide with a window of length 7, and [GlobalMaxPooling1D](../pooling/global_pooling.md) keeps the largest value of each filter only.
# - `LSTM`, `GRU`: 16 units read to the end, and the last output is used.
# %%
def read(name, inputs, units):
    if name == "LSTM":
        return layers.LSTM(units)(inputs)
    if name == "GRU":
        return layers.GRU(units)(inputs)
    windows = layers.Conv1D(units, 7, activation="relu")(inputs)
    return layers.GlobalMaxPooling1D()(windows)


def make_model(*names, units=16):
    tf.keras.utils.set_random_seed(0)
    inputs = layers.Input((steps, 2))
    parts = [read(name, inputs, units) for name in names]
    joined = layers.Concatenate()(parts) if parts[1:] else parts[0]
    outputs = layers.Dense(2, activation="sigmoid")(joined)
    model = tf.keras.Model(inputs, outputs)
    optimizer = tf.keras.optimizers.Adam(0.01, clipnorm=1.0)
    model.compile(optimizer, "binary_crossentropy")
    return model
# %% [markdown] lang="ko"
# ## 학습 { #train }
#
# 데이터 전체를 한 번 보는 에포크(epoch)를 12번 되풀이합니다. 첫 에포크에는 계산을 준비하는 시간이 들어가므로 빼고 나머지의 시간만 잽니다. 줄마다 파라미터 수, `pattern`의 정확도, `order`의 정확도입니다. 정확도는 학습에 쓰지 않은 시퀀스 1000개에서 재고, 소수점 아래 한 자리로 반올림해 적습니다.
# %% [markdown] lang="en"
# ## Training { #train }
#
# We train for 12 epochs, each of which goes through all data once. The first epoch includes the time to set up the computation, so we leave it out and time the others. Each line gives the number of parameters, the accuracy on `pattern` and the accuracy on `order`. Accuracy is measured on 1000 sequences that were not used in training, and rounded to one decimal.
# %%
def train(model, epochs):
    model.fit(x, y, batch_size=50, epochs=1, verbose=0)
    start = time.perf_counter()
    model.fit(x, y, batch_size=50, epochs=epochs - 1, verbose=0)
    return time.perf_counter() - start


def accuracy(model):
    answers = model.predict(test_x, verbose=0) > 0.5
    return (answers == test_y).mean(0)


models = {name: make_model(name) for name in ("Conv1D", "LSTM", "GRU")}
seconds, scores = {}, {}
for name, model in models.items():
    seconds[name] = train(model, 12)
    scores[name] = accuracy(model)
    print(name, model.count_params(),
          *(f"{share:.1f}" for share in scores[name]))
# %%
def bars(axis, values, label, texts):
    axis.barh(list(models), values, height=0.6, color=("C0", "C1", "C2"),
              hatch=("", "//", ".."), edgecolor="white")
    for row, text in enumerate(texts):
        axis.text(values[row], row, " " + text, va="center")
    axis.invert_yaxis()
    axis.set_xlabel(label)
    axis.spines[["top", "right"]].set_visible(False)
# %% alt_ko="레이어마다 두 물음의 정확도를 그린 막대그래프. pattern은 Conv1D만 1에 가깝고, order는 LSTM과 GRU만 1에 가까우며, 나머지는 점선 0.5 곁에 있음" alt_en="Bars of the accuracy on the two questions: on pattern only Conv1D is near 1, on order only LSTM and GRU; the others are beside the dotted line at 0.5"
figure, axes = plt.subplots(1, 2, figsize=(7, 2.3), sharey=True)
for axis, question, column in zip(axes, ("pattern", "order"), (0, 1),
                                  strict=True):
    values = [score[column] for score in scores.values()]
    bars(axis, values, question, [f"{value:.2f}" for value in values])
    axis.axvline(0.5, color="C4", linestyle=":")
    axis.set_xlim(0, 1.2)
    axis.set_xticks((0, 0.5, 1))
axes[1].invert_yaxis()
figure.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# 점선은 아무렇게나 답했을 때의 정확도입니다. 한 물음에 잘 답하는 레이어는 다른 물음에서 점선 곁에 있습니다.
# %% [markdown] lang="en"
# The dotted line is the accuracy of guessing. A layer that answers one question well is beside the dotted line on the other.
# %% [markdown] lang="ko"
# 반올림하면 `Conv1D`는 `pattern`에서 1.0, `order`에서 0.5입니다. `LSTM`과 `GRU`는 거꾸로 0.5와 1.0입니다. 승자가 물음에 따라 뒤바뀝니다.
#
# `Conv1D`가 순서를 모르는 까닭은 분명합니다. 창의 길이가 7이라 두 표시를 한 창에 담지 못하고, `GlobalMaxPooling1D`가 [어디에 있었는지를 버립니다](../pooling/global_pooling.md#positions). 1도 −1도 언제나 하나씩 있으니, 자리를 버리면 남는 단서가 없습니다.
#
# ## 파라미터와 시간 { #cost }
# %% [markdown] lang="en"
# Rounded, `Conv1D` has 1.0 on `pattern` and 0.5 on `order`. `LSTM` and `GRU` have it the other way round, 0.5 and 1.0. The winner changes with the question.
#
# Why `Conv1D` cannot tell the order is clear. Its window has length 7 and never holds both marks, and `GlobalMaxPooling1D` [throws away where things were](../pooling/global_pooling.md#positions). There is always one 1 and one −1, so without their positions no clue is left.
#
# ## Parameters and time { #cost }
# %% alt_ko="레이어마다 파라미터 수와, 가장 빠른 것을 1로 둔 학습 시간의 비율을 그린 막대그래프. Conv1D가 둘 다 가장 작음" alt_en="Bars of the number of parameters and of the training time, that of the fastest being 1; Conv1D is smallest in both"
figure, axes = plt.subplots(1, 2, figsize=(7, 2.3), sharey=True)
counts = [model.count_params() for model in models.values()]
ratios = np.array(list(seconds.values())) / min(seconds.values())
bars(axes[0], counts, "parameters", [str(count) for count in counts])
bars(axes[1], ratios, "time", [f"{ratio:.1f}" for ratio in ratios])
for axis, values, gap in zip(axes, (counts, ratios), (500, 1), strict=True):
    axis.set_xlim(0, 1.25 * max(values))
    axis.set_xticks(np.arange(0, max(values) + 0.01, gap))
axes[1].invert_yaxis()
figure.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# `time`은 이 실행에서 잰 학습 시간을 가장 빠른 것으로 나눈 비율입니다. 이 그림은 CPU에서 잰 것이고, 비율은 실행할 때마다 다릅니다. `LSTM`과 `GRU`는 앞뒤가 바뀌기도 합니다. `Conv1D`는 파라미터도 가장 적고 시간도 가장 짧습니다.
# %% [markdown] lang="en"
# `time` is the training time measured in this run, divided by that of the fastest. This figure was measured on a CPU, and the ratios differ from run to run; `LSTM` and `GRU` may even change places. `Conv1D` has the fewest parameters and takes the least time.
# %% [markdown] lang="ko"
# 파라미터는 `Conv1D`가 274개, `GRU`가 994개, `LSTM`이 1250개입니다. 순환 레이어는 앞 시점의 계산이 끝나야 다음 시점을 계산할 수 있어서 60시점을 차례로 지나야 합니다. `Conv1D`의 창들은 서로 기다리지 않습니다.
#
# ## 둘을 나란히 놓으면 { #together }
#
# 잘하는 것이 다르니 하나를 고르지 않아도 됩니다. `Conv1D`와 `GRU`가 같은 입력을 따로 읽게 하고, [Concatenate](../core/concatenate.md)로 두 결과를 나란히 붙입니다.
# %% [markdown] lang="en"
# `Conv1D` has 274 parameters, `GRU` 994 and `LSTM` 1250. A recurrent layer cannot compute a time step before the one in front of it is done, so it must walk through all 60 in turn. The windows of `Conv1D` do not wait for one another.
#
# ## Side by side { #together }
#
# Since they are good at different things, we need not choose. Let `Conv1D` and `GRU` each read the same input, and put the two results side by side with [Concatenate](../core/concatenate.md).
# %%
model = make_model("Conv1D", "GRU")
train(model, 12)
print(model.count_params(), *(f"{share:.1f}" for share in accuracy(model)))
# %% [markdown] lang="ko"
# 1266개의 파라미터로 `pattern`도 `order`도 1.0입니다. `LSTM` 하나와 파라미터 수가 비슷합니다.
#
# ## GRU는 모양을 정말 못 볼까 { #longer }
#
# 여기서 멈추면 "순환 레이어는 모양을 보지 못한다"고 말하게 됩니다. 그 말이 맞는지, `GRU`의 유닛을 32개로 늘리고 더 오래 학습해 봅니다. 첫 줄은 파라미터 수이고, 다음 줄부터 에포크, `pattern`, `order`입니다.
# %% [markdown] lang="en"
# With 1266 parameters it has 1.0 on both `pattern` and `order`. That is about as many parameters as one `LSTM`.
#
# ## Is GRU really blind to shapes? { #longer }
#
# If we stopped here, we would say that recurrent layers do not see shapes. To find out, we give `GRU` 32 units and train it for longer. The first line is the number of parameters; the lines after it have epoch, `pattern`, `order`.
# %%
model = make_model("GRU", units=32)
print(model.count_params())
train(model, 10)
print(10, *(f"{share:.1f}" for share in accuracy(model)))
train(model, 30)
print(40, *(f"{share:.1f}" for share in accuracy(model)))
# %% [markdown] lang="ko"
# 10에포크에서 0.5이던 `pattern`이 40에포크에서는 1.0입니다. 못 보는 것이 아니라 **늦게 배웁니다.** 대신 파라미터가 3522개이고, 12에포크 만에 1.0이 된 `Conv1D`보다 훨씬 오래 학습했습니다.
#
# ## 알게 된 것 { #conclusion }
#
# | | 파라미터 | `pattern` | `order` |
# |---|---|---|---|
# | `Conv1D` | 274 | 1.0 | 0.5 |
# | `LSTM` | 1250 | 0.5 | 1.0 |
# | `GRU` | 994 | 0.5 | 1.0 |
# | `Conv1D`와 `GRU` | 1266 | 1.0 | 1.0 |
# | `GRU`, 유닛 32개, 40에포크 | 3522 | 1.0 | 1.0 |
#
# - 가까운 값들의 **모양**을 묻는다면 `Conv1D`가 가장 작고 빠르고 정확했습니다.
# - 멀리 떨어진 것의 **순서**를 묻는다면 `LSTM`이나 `GRU`가 필요했습니다. 전역 풀링을 쓴 `Conv1D`는 아무렇게나 답하는 것과 다르지 않았습니다.
# - 둘 다 묻는다면 둘을 함께 쓰면 됩니다.
# - "순환 레이어는 모양을 못 본다"는 말은 맞지 않았습니다. `GRU`는 더 크게 만들어 더 오래 학습하니 배웠습니다.
#
# 이 데이터에서 그랬다는 뜻입니다. 물결의 모양이나 잡음, 시퀀스의 길이가 다르면 차이의 크기도 달라집니다.
#
# ## 더 해 보기 { #try-yourself }
#
# - `GlobalMaxPooling1D()`를 [`Flatten()`](../core/flatten.md)으로 바꾸어 자리를 남겨 봅니다. `Conv1D`가 순서를 알게 될까요? `pattern`과 파라미터 수는 어떻게 될까요?
# - 잡음의 크기 0.3을 0.5로 키워 봅니다. 두 물음 가운데 어느 쪽이 더 어려워질까요?
# - 마지막 코드 칸의 `"GRU"`를 `"LSTM"`으로 바꾸어 봅니다. `LSTM`도 40에포크 안에 모양을 배울까요?
# %% [markdown] lang="en"
# On `pattern` it has 0.5 after epoch 10 and 1.0 after epoch 40. It is not blind, it **learns late.** It has 3522 parameters, though, and trained far longer than `Conv1D`, which reached 1.0 within 12 epochs.
#
# ## What we found { #conclusion }
#
# | | Parameters | `pattern` | `order` |
# |---|---|---|---|
# | `Conv1D` | 274 | 1.0 | 0.5 |
# | `LSTM` | 1250 | 0.5 | 1.0 |
# | `GRU` | 994 | 0.5 | 1.0 |
# | `Conv1D` and `GRU` | 1266 | 1.0 | 1.0 |
# | `GRU`, 32 units, 40 epochs | 3522 | 1.0 | 1.0 |
#
# - For the **shape** of neighbouring values, `Conv1D` was the smallest, the fastest and the most accurate.
# - For the **order** of things far apart, it took `LSTM` or `GRU`. With global pooling, `Conv1D` did no better than guessing.
# - If you ask both, use both.
# - "Recurrent layers do not see shapes" did not hold. A larger `GRU`, trained for longer, learned them.
#
# That is what we saw on these data. With other waves, other noise or other lengths, the differences will be of another size.
#
# ## Try yourself { #try-yourself }
#
# - Change `GlobalMaxPooling1D()` to [`Flatten()`](../core/flatten.md), which keeps positions. Does `Conv1D` learn the order? What happens to `pattern` and to the number of parameters?
# - Make the noise larger, from 0.3 to 0.5. Which of the two questions becomes harder?
# - In the last code cell, change `"GRU"` to `"LSTM"`. Does `LSTM`, too, learn the shape within 40 epochs?
