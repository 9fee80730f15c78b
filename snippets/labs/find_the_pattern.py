# %% [markdown] lang="ko" description="잡음 속에 숨은 무늬를 Conv1D 하나가 찾아내는지, 학습한 커널에서 무늬를 읽을 수 있는지 직접 학습해서 확인하는 실습입니다."
# # 잡음 속의 무늬 찾기 { #find-the-pattern }
#
# 눈으로는 잡음(noise)뿐인 신호가 있습니다. 그 가운데 절반에는 같은 무늬가 한 번씩 숨어 있습니다. [`Conv1D`](../convolution/conv1d.md) 하나에 "무늬가 있다, 없다"만 알려 주고 학습시키면 무늬를 찾아낼까요? 찾아낸다면, 학습한 커널(kernel)에서 무늬의 생김새를 읽을 수 있을까요?
#
# 알려 주지 않는 것이 둘입니다. 무늬가 **어떻게 생겼는지**, 그리고 **어디에 있는지**입니다. 심장 박동이나 기계의 진동에서 드물게 나타나는 모양을 찾을 때 흔히 놓이는 처지입니다.
#
# 먼저 예상해 봅니다.
#
# - 스물두 개의 숫자로 된 모델은 처음 보는 신호를 얼마나 맞힐까요?
# - 숫자가 백 배 넘게 많은 [`Dense`](../core/dense.md) 모델은 더 잘 맞힐까요?
# - 잡음의 성질이 바뀌어도 커널은 같은 무늬를 보여 줄까요?
# %% [markdown] lang="en" description="An experiment you can run: does one Conv1D find a pattern hidden in noise, and can the pattern be read off its kernel?"
# # Find the pattern in the noise { #find-the-pattern }
#
# Here are signals that look like noise and nothing else. In half of them one and the same pattern is hidden, once. Tell a single [`Conv1D`](../convolution/conv1d.md) no more than "there is a pattern" or "there is none", and train it. Will it find the pattern? And if it does, can we read the shape of the pattern off the learned kernel?
#
# Two things are kept from it: **what the pattern looks like** and **where it is**. This is the usual position of anyone who looks for a rare shape in a heartbeat or in the vibration of a machine.
#
# Make your predictions first.
#
# - How often will a model of twenty-two numbers be right about signals it has never seen?
# - Will a [`Dense`](../core/dense.md) model with more than a hundred times as many numbers do better?
# - If the noise is of another kind, will the kernel still show the same pattern?
# %% [markdown] lang="ko"
# ## 무늬와 신호 { #signals }
#
# 무늬는 숫자 12개입니다. 천천히 올라가다가 뚝 떨어지고, 다시 천천히 올라옵니다.
# %% [markdown] lang="en"
# ## The pattern and the signals { #signals }
#
# The pattern is 12 numbers. It climbs slowly, drops at once, and climbs back slowly.
# %%
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(0)
tf.config.experimental.enable_op_determinism()
pattern = np.array([1, 2, 3, 4, 5, 6, -6, -5, -4, -3, -2, -1])
print(len(pattern), pattern.sum())
# %% [markdown] lang="ko"
# 합이 0이므로, 신호를 모두 더해서는 무늬가 있는지 알 수 없습니다.
#
# `hide`는 잡음의 절반을 골라 무작위 자리에 무늬를 더합니다. 신호 하나는 100스텝(step)이고, 잡음은 평균이 0, 표준 편차가 3인 정규 분포에서 스텝마다 따로 뽑습니다. 앞의 2000개로 학습하고 뒤의 2000개로 시험합니다.
# %% [markdown] lang="en"
# It adds up to 0, so adding up a signal does not tell whether the pattern is in it.
#
# `hide` takes half of the noise at random and adds the pattern at a random place. A signal has 100 steps. The noise is drawn anew at every step, from a normal distribution with mean 0 and standard deviation 3. The first 2000 signals are for training, the last 2000 for the test.
# %%
def hide(noise, rng):
    count, steps = noise.shape
    present = rng.permutation(np.arange(count) % 2)
    start = rng.integers(0, steps - 11, size=count)
    x = noise.copy()
    for row in np.flatnonzero(present):
        x[row, start[row] : start[row] + 12] += pattern
    return x[..., None].astype("float32"), present, start


rng = np.random.default_rng(19)
noise = rng.normal(scale=3, size=(4000, 100))
x, present, start = hide(noise, rng)
print(x.shape, present.mean())
# %% [markdown] lang="ko"
# 신호 네 개입니다. 맨 위 오른쪽에 무늬를 같은 크기로 그렸습니다. 네 신호 가운데 둘에 이 무늬가 들어 있습니다. 어느 것일까요?
# %% [markdown] lang="en"
# Four signals follow. At the top right the pattern is drawn to the same scale. Two of the four contain it. Which ones?
# %% alt_ko="잡음처럼 보이는 신호 네 개와, 천천히 올라가다 뚝 떨어져 다시 올라오는 무늬" alt_en="Four signals that look like noise, and the pattern, which climbs slowly, drops at once and climbs back"
fig, axes = plt.subplots(4, 1, figsize=(7, 4.5), sharex=True, sharey=True)
for row, ax in enumerate(axes):
    ax.plot(x[row, :, 0], color="C0", linewidth=1.2)
    ax.set_ylabel(row, rotation=0, labelpad=10, va="center")
    ax.spines[["top", "right"]].set_visible(False)
axes[0].plot(np.arange(104, 116), pattern, "o-", color="C3", markersize=3)
axes[0].text(110, 8, "pattern", color="C3", ha="center")
axes[-1].set(xlim=(-2, 118), xticks=range(0, 101, 20), yticks=[-6, 0, 6])
axes[-1].set_xlabel("step")
plt.show()
# %% [markdown] lang="ko"
# 잡음도 무늬만큼 높이 솟으므로 높이만 보아서는 알 수 없습니다. 답은 이렇습니다. 첫 줄의 1이 무늬가 있는 신호이고, 둘째 줄은 그런 신호에서 무늬가 시작하는 스텝입니다.
# %% [markdown] lang="en"
# The noise reaches as high as the pattern does, so height alone gives nothing away. Here is the answer. A 1 in the first line marks a signal with the pattern, and the second line tells at which step the pattern of those signals starts.
# %%
print(present[:4])
print(start[:4][present[:4] == 1])
# %% [markdown] lang="ko"
# ## 모델 { #model }
#
# 레이어는 둘입니다.
#
# 1. [`Conv1D`](../convolution/conv1d.md)는 길이 21인 커널 하나를 신호 위로 밉니다. 무늬의 길이를 모른다고 치고 넉넉하게 잡았습니다. `padding="same"`이므로 스텝마다 반응이 하나씩 나옵니다.
# 2. [`GlobalMaxPooling1D`](../pooling/global_pooling.md)는 반응 100개 가운데 가장 큰 것만 남깁니다. "어디든 한 곳이라도 무늬 같으면 된다"는 뜻입니다.
#
# 나온 숫자가 0보다 크면 무늬가 있다고 판정합니다. `from_logits=True`는 [손실](../glossary.md#loss)(loss)에게 이 숫자가 확률이 아니라 점수라고 알려 주는 것입니다.
# %% [markdown] lang="en"
# ## The model { #model }
#
# There are two layers.
#
# 1. [`Conv1D`](../convolution/conv1d.md) slides a single kernel of length 21 over the signal. We pretend not to know how long the pattern is, so this is generous. With `padding="same"` there is one answer for every step.
# 2. [`GlobalMaxPooling1D`](../pooling/global_pooling.md) keeps the largest of the 100 answers: it is enough if one place, wherever it is, looks like the pattern.
#
# If the number that comes out is above 0, the verdict is that the pattern is there. `from_logits=True` tells the [loss](../glossary.md#loss) that the number is a score and not a probability.
# %%
def train(layers, x, present):
    tf.keras.utils.set_random_seed(0)
    model = tf.keras.Sequential([tf.keras.Input((100, 1)), *layers])
    loss = tf.keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(tf.keras.optimizers.Adam(0.01), loss)
    model.fit(x, present, batch_size=100, epochs=40, verbose=0)
    return model


def finder():
    conv = tf.keras.layers.Conv1D(1, 21, padding="same")
    return [conv, tf.keras.layers.GlobalMaxPooling1D()]


model = train(finder(), x[:2000], present[:2000])
print(model.count_params())
# %% [markdown] lang="ko"
# 커널 21개와 편향(bias) 1개, 모두 22개의 파라미터(parameter)입니다. 학습에 쓴 신호와 처음 보는 신호에서 맞힌 비율을 셉니다. 아무렇게나 답하면 0.5입니다.
# %% [markdown] lang="en"
# With 21 numbers in the kernel and 1 bias it has 22 parameters. We count how often it is right, on the signals of the training and on signals it has never seen. Guessing gives 0.5.
# %%
def accuracy(model, x, present):
    score = model(x).numpy()[:, 0]
    return f"{np.mean((score > 0) == present):.2f}"


print("train", accuracy(model, x[:2000], present[:2000]))
print("test ", accuracy(model, x[2000:], present[2000:]))
# %% [markdown] lang="ko"
# 이 성적은 좋은 것일까요? 커널을 배우지 않고 무늬를 **그대로** 커널로 쓰는, 답을 아는 탐지기와 견주어 봅니다. `np.correlate`는 [`Conv1D`와 같은 계산](../convolution/conv1d.md#not-flipped)입니다. 가장 큰 반응이 얼마를 넘어야 무늬로 볼지는 학습용 신호에서 정했습니다.
# %% [markdown] lang="en"
# Is that good? Compare it with a detector that knows the answer: it learns no kernel but uses the pattern **itself**. `np.correlate` [computes what `Conv1D` does](../convolution/conv1d.md#not-flipped). How large the largest answer has to be was settled on the training signals.
# %%
def with_kernel(kernel, x, present):
    rows = x[:, :, 0]
    peak = [np.correlate(row, kernel, "same").max() for row in rows]
    peak = np.array(peak)
    cuts = np.sort(peak[:2000])
    found = peak[:2000] > cuts[:, None]
    cut = cuts[np.mean(found == present[:2000], axis=1).argmax()]
    return f"{np.mean((peak[2000:] > cut) == present[2000:]):.2f}"


print("test ", with_kernel(pattern, x, present))
# %% [markdown] lang="ko"
# 답을 아는 탐지기와 성적이 같습니다. 무늬를 모르고 시작한 커널이 더 나아질 데가 거의 없는 곳까지 온 셈입니다. 나머지 신호에서는 잡음이 우연히 무늬를 흉내 내거나 무늬를 지웠습니다.
#
# ## 커널을 읽습니다 { #kernel }
#
# 학습한 커널을 무늬와 같은 크기로 맞추고 정수로 반올림해 봅니다.
# %% [markdown] lang="en"
# It scores the same as the detector that knows the answer. A kernel that started without the pattern has come to where there is little left to gain. In the remaining signals the noise happens to imitate the pattern or to wipe it out.
#
# ## Reading the kernel { #kernel }
#
# Bring the learned kernel to the size of the pattern and round it to integers.
# %%
def kernel_of(model):
    kernel = model.layers[0].kernel.numpy()[:, 0, 0]
    return kernel * np.linalg.norm(pattern) / np.linalg.norm(kernel)


kernel = kernel_of(model)
print(*kernel.round().astype(int))
shift = np.correlate(kernel, pattern, "valid").argmax()
print(shift)
# %% [markdown] lang="ko"
# 둘째 줄은 무늬가 커널의 몇 번째 칸부터 가장 잘 들어맞는지입니다. 0부터 셉니다.
# %% [markdown] lang="en"
# The second line is the cell of the kernel at which the pattern fits best. Cells count from 0.
# %% alt_ko="길이 21인 학습한 커널의 값과, 그 위에 겹쳐 그린 무늬" alt_en="The 21 values of the learned kernel with the pattern drawn over them"
fig, ax = plt.subplots(figsize=(7, 3))
ax.axhline(0, color="C4", linewidth=0.8)
ax.bar(np.arange(len(kernel)), kernel, color="C1", width=0.7)
ax.plot(np.arange(12) + shift, pattern, "o--", color="C3", markersize=4)
ax.text(shift + 6.4, 5.5, "pattern", color="C3")
ax.text(shift + 6.4, 4, "kernel", color="C1", weight="bold")
ax.set(xlabel="kernel_size", xticks=range(0, 21, 5), yticks=[-6, 0, 6])
ax.spines[["top", "right"]].set_visible(False)
plt.show()
# %% [markdown] lang="ko"
# 막대가 학습한 커널, 점선이 무늬입니다. 열두 칸이 무늬를 따라가고 나머지 칸은 0에 가깝습니다. 아무도 알려 주지 않은 생김새와 **길이**를 둘 다 찾아냈습니다.
#
# ## 어디에 있는지도 압니다 { #where }
#
# `GlobalMaxPooling1D`를 지나기 전의 반응을 보면, 가장 큰 반응이 나온 스텝이 곧 무늬의 자리입니다. 학습할 때 자리를 알려 준 적은 없습니다. 첫 줄은 시작 스텝을 정확히 맞힌 비율, 둘째 줄은 한 스텝까지 어긋나도 맞았다고 한 비율입니다.
# %% [markdown] lang="en"
# The bars are the learned kernel, the dashed line is the pattern. Twelve cells follow the pattern and the others are close to 0. It has found both the shape and the **length**, and nobody told it either.
#
# ## It knows where, too { #where }
#
# Look at the answers before `GlobalMaxPooling1D`. The step with the largest answer is the place of the pattern. No places were given in training. The first line is how often the starting step is exactly right, the second how often it is at most one step off.
# %%
hidden = np.flatnonzero(present[2000:]) + 2000
answer = model.layers[0](x[hidden]).numpy()[:, :, 0]
guess = answer.argmax(axis=1) - 10 + shift
miss = np.abs(guess - start[hidden])
print(f"{np.mean(miss == 0):.2f}")
print(f"{np.mean(miss <= 1):.2f}")
# %% [markdown] lang="ko"
# 빼는 10은 `"same"` 패딩(padding)이 신호 앞에 붙인 0의 개수입니다. 시험용 신호 하나에서 반응을 그려 봅니다.
# %% [markdown] lang="en"
# The 10 is how many cells of 0 `"same"` padding puts in front of the signal. Here are the answers for one of the test signals.
# %% alt_ko="무늬가 숨은 신호와 그 아래 스텝마다의 반응. 무늬가 있는 자리에서 반응이 가장 높이 솟은 모습" alt_en="A signal with the pattern in it, and below it the answer at every step, highest where the pattern is"
fig, axes = plt.subplots(2, 1, figsize=(7, 3.6), sharex=True)
first, peak = start[hidden[2]], answer[2].argmax()
axes[0].plot(x[hidden[2], :, 0], color="C0", linewidth=1.2)
axes[0].plot(np.arange(first, first + 12), pattern, "--", color="C3")
axes[0].text(first + 5.5, 10, "pattern", color="C3", ha="center")
axes[0].set(ylabel="x", ylim=(-12, 14))
axes[1].plot(answer[2], color="C2", linewidth=1.2)
axes[1].plot(peak, answer[2, peak], "o", color="C2")
axes[1].text(peak + 2, answer[2, peak], "argmax", color="C2", va="center")
axes[1].axhline(0, color="C4", linewidth=0.8, linestyle=":")
axes[1].set(xlabel="step", ylabel="Conv1D")
for ax in axes:
    ax.axvspan(first - 0.5, first + 11.5, color="C3", alpha=0.15)
    ax.spines[["top", "right"]].set_visible(False)
plt.show()
# %% [markdown] lang="ko"
# 신호에는 무늬만큼 높은 봉우리가 여럿 있지만, 반응이 0을 넘는 곳은 무늬 위뿐입니다.
#
# ## Dense라면 { #dense }
#
# 같은 신호를 [`Flatten`](../core/flatten.md)으로 펴서 [`Dense`](../core/dense.md) 둘을 지나게 합니다. 학습 방법은 똑같습니다.
# %% [markdown] lang="en"
# The signal has several peaks as high as the pattern, but only over the pattern does the answer rise above 0.
#
# ## What about Dense { #dense }
#
# Lay the same signals out with [`Flatten`](../core/flatten.md) and pass them through two [`Dense`](../core/dense.md) layers. The training is the same.
# %%
layers = [
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(1),
]
dense = train(layers, x[:2000], present[:2000])
print(dense.count_params())
print("train", accuracy(dense, x[:2000], present[:2000]))
print("test ", accuracy(dense, x[2000:], present[2000:]))
# %% [markdown] lang="ko"
# 학습에 쓴 신호에서는 1.00인데, 처음 보는 신호에서는 0.57로 아무렇게나 답하는 것보다 조금 나은 정도입니다. 신호를 통째로 외운 것이고, 이를 [과적합](../glossary.md#overfitting)(overfitting)이라고 합니다. `Dense`는 스텝마다 다른 가중치(weight)를 쓰므로, 한 자리에서 본 무늬를 다른 자리에서는 알아보지 못합니다.
#
# ## 잡음을 바꾸면 { #other-noise }
#
# 커널이 무늬를 닮았으니 "커널은 자기가 찾는 무늬와 똑같이 생겼다"고 말하고 싶어집니다. 다른 잡음에서도 그런지 봅니다. 이번 잡음은 **매끄럽습니다**. 스텝마다 바로 앞 값의 0.9배에 새 잡음을 조금 더합니다. 무늬는 그대로입니다. 줄마다 잡음의 표준 편차, 이웃한 두 값의 차이의 표준 편차입니다. 첫 줄이 앞의 잡음, 둘째 줄이 매끄러운 잡음입니다.
# %% [markdown] lang="en"
# On the signals of the training it has 1.00, and on new ones 0.57, a little better than guessing. It has learned the signals by heart, which is called [overfitting](../glossary.md#overfitting). `Dense` has other weights for every step, so a pattern seen in one place is not recognised in another.
#
# ## Another kind of noise { #other-noise }
#
# The kernel looks like the pattern, so it is tempting to say that a kernel looks just like what it searches for. Let us see whether that holds in another noise. This one is **smooth**: each step is 0.9 times the value before it, plus a little fresh noise. The pattern stays. Each line has the standard deviation of the noise and that of the difference between neighbours. The first line is the noise from before, the second the smooth one.
# %%
print(f"{noise.std():.1f} {np.diff(noise).std():.1f}")
for step in range(1, 100):
    fresh = (1 - 0.9**2) ** 0.5 * noise[:, step]
    noise[:, step] = 0.9 * noise[:, step - 1] + fresh
print(f"{noise.std():.1f} {np.diff(noise).std():.1f}")
print(np.abs(np.diff(pattern)).max())
x, present, start = hide(noise, rng)
# %% [markdown] lang="ko"
# 높이는 같은데 이웃끼리의 차이는 훨씬 작습니다. 셋째 줄은 무늬에서 이웃한 두 값이 가장 크게 벌어지는 곳의 차이입니다.
#
# 같은 모델을 처음부터 다시 학습시킵니다. 첫 줄이 학습한 모델, 둘째 줄이 무늬를 그대로 커널로 쓴 탐지기, 셋째 줄이 커널입니다.
# %% [markdown] lang="en"
# It is as tall, but neighbours differ far less. The third line is the largest difference between neighbours in the pattern.
#
# Train the same model again from the start. The first line is the trained model, the second the detector with the pattern itself as its kernel, the third the kernel.
# %%
smooth = train(finder(), x[:2000], present[:2000])
print("test ", accuracy(smooth, x[2000:], present[2000:]))
print("test ", with_kernel(pattern, x, present))
kernel = kernel_of(smooth)
print(*kernel.round().astype(int))
# %% [markdown] lang="ko"
# 커널이 무늬와 전혀 다르게 생겼는데, 무늬를 그대로 쓴 탐지기보다 더 잘 맞힙니다.
# %% [markdown] lang="en"
# The kernel looks nothing like the pattern, and yet it is right more often than the detector that uses the pattern itself.
# %% alt_ko="매끄러운 잡음에 무늬가 숨은 신호와 그 아래 학습한 커널. 커널은 이웃한 두 칸만 크고 부호가 반대인 모습" alt_en="A signal with the pattern in smooth noise, and below it the learned kernel, in which only two neighbouring cells are large, with opposite signs"
fig, axes = plt.subplots(2, 1, figsize=(7, 4.2))
row = np.flatnonzero(present)[0]
axes[0].plot(x[row, :, 0], color="C0", linewidth=1.2)
ends = start[row] - 0.5, start[row] + 11.5
axes[0].axvspan(*ends, color="C3", alpha=0.15)
axes[0].text(np.mean(ends), 9, "pattern", color="C3", ha="center")
axes[0].set(xlabel="step", ylabel="x", ylim=(-9, 12))
axes[1].axhline(0, color="C4", linewidth=0.8)
axes[1].bar(np.arange(len(kernel)), kernel, color="C1", width=0.7)
place = np.arange(12) + np.diff(kernel).argmin() - 5
axes[1].plot(place, pattern, "o--", color="C3", markersize=4)
axes[1].text(place[0] - 0.5, 3, "pattern", color="C3", ha="right")
axes[1].set(xlabel="kernel_size", ylabel="kernel", yticks=[-6, 0, 6])
for ax in axes:
    ax.spines[["top", "right"]].set_visible(False)
fig.tight_layout()
plt.show()
# %% [markdown] lang="ko"
# 커널에는 뚝 떨어지는 자리의 두 칸만 크게 남았습니다. 이웃한 두 값의 차이를 보는 커널입니다. 매끄러운 잡음에서 이 차이는 1.3쯤인데 무늬가 떨어질 때는 12이므로, 천천히 오르내리는 나머지 부분은 보지 않아도 됩니다. 앞의 잡음에서는 이 차이가 4.2여서 12가 그만큼 두드러지지 않습니다.
#
# ## 알게 된 것 { #seen }
#
# - 파라미터가 22개인 `Conv1D`는 처음 보는 신호에서 0.92를 맞혔습니다. 답을 아는 탐지기도 0.92입니다. 3265개인 `Dense` 모델은 학습한 신호에서 1.00, 처음 보는 신호에서 0.57입니다.
# - 있는지 없는지만 배웠는데 어디에 있는지도 압니다. 시작 스텝을 정확히 맞힌 비율이 0.94입니다.
# - 스텝마다 따로 뽑은 잡음에서는 커널이 무늬를 닮았습니다. 매끄러운 잡음에서는 그렇지 않았고, 그런데도 무늬를 그대로 쓴 탐지기의 0.94보다 높은 0.98을 맞혔습니다.
#
# 그러니 커널이 보여 주는 것은 무늬 자체가 아니라 **무늬를 잡음에서 갈라내는 것**입니다. 둘은 같을 때도 있고 다를 때도 있습니다.
#
# ## 더 해 보기 { #try }
#
# - `train` 안의 `set_random_seed(0)`을 다른 수로 바꿉니다. 무늬가 커널의 어느 칸에 자리 잡는지, 끝이 잘리기도 하는지 봅니다.
# - `finder`의 21을 5로 줄입니다. 무늬의 어느 부분이 커널에 남을까요? 그림은 두고 출력된 숫자만 보면 됩니다.
# - `GlobalMaxPooling1D`를 `GlobalAveragePooling1D`로 바꿉니다. 왜 더는 맞히지 못할까요? 무늬의 합이 0이라는 데 실마리가 있습니다.
# %% [markdown] lang="en"
# Only the two cells at the drop have stayed large. This kernel looks at the difference between two neighbours. In the smooth noise that difference is about 1.3, while the pattern drops by 12, so the slow parts need not be looked at. In the noise from before that difference is 4.2, and a drop of 12 does not stand out as much.
#
# ## What we saw { #seen }
#
# - With 22 parameters, `Conv1D` was right about 0.92 of the signals it had never seen. The detector that knows the answer has 0.92, too. The `Dense` model with 3265 has 1.00 on the signals of the training and 0.57 on new ones.
# - It was taught only whether, and it knows where: the starting step is exactly right in 0.94 of the signals.
# - In noise drawn anew at every step the kernel looks like the pattern. In smooth noise it does not, and even so it reaches 0.98, more than the 0.94 of the detector that uses the pattern itself.
#
# So a kernel does not show the pattern. It shows **what tells the pattern from the noise**. Sometimes that is the same, sometimes it is not.
#
# ## Try yourself { #try }
#
# - Put another number into `set_random_seed(0)` inside `train`. See in which cells of the kernel the pattern settles, and whether one of its ends is cut off.
# - Make the 21 in `finder` a 5. Which part of the pattern stays in the kernel? Leave the figures aside and look at the printed numbers.
# - Replace `GlobalMaxPooling1D` by `GlobalAveragePooling1D`. Why is it no longer right? That the pattern adds up to 0 is a clue.
